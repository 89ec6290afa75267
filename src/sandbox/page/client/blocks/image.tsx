/** An image from outside is not fetched: the page shows what it is said to show. */
export function Image({
  image,
  title = null,
}: {
  readonly image: { readonly alt_text: string };
  readonly title?: string | null;
}) {
  return (
    <figure class="block-image">
      {title !== null && <figcaption>{title}</figcaption>}
      <div role="img" aria-label={image.alt_text} title="Images from outside are not fetched.">
        {image.alt_text}
      </div>
    </figure>
  );
}
