import type { DataTableBlock, TableBlock } from "@slack/types";
import { RichText } from "./rich-text.tsx";

type Cell = TableBlock["rows"][number][number];

export function Table({ block }: { readonly block: TableBlock }) {
  const { rows, column_settings: columns = [] } = block;
  return (
    <Scrolled words="A table">
      <Rows rows={rows} sides={columns.map((column) => column?.align ?? null)} head={null} />
    </Scrolled>
  );
}

export function DataTable({ block }: { readonly block: DataTableBlock }) {
  return (
    <Scrolled words={block.caption}>
      <caption>{block.caption}</caption>
      <Rows rows={block.rows} sides={[]} head={block.row_header_column_index ?? null} />
    </Scrolled>
  );
}

/** A wide table scrolls by itself, and the keyboard can scroll it. */
function Scrolled({
  words,
  children,
}: {
  readonly words: string;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <div class="block-table" tabIndex={0} role="region" aria-label={words}>
      <table>{children}</table>
    </div>
  );
}

/** The first row is the table's head. `head`: the column that names each row. */
function Rows(props: {
  readonly rows: readonly (readonly Cell[])[];
  readonly sides: readonly (string | null)[];
  readonly head: number | null;
}) {
  const { rows, sides, head } = props;
  const [first = [], ...rest] = rows;
  const sideOf = (cell: Cell, column: number): string =>
    `to-${sides[column] ?? (cell.type === "raw_number" ? "right" : "left")}`;
  return (
    <>
      <thead>
        <tr>
          {first.map((cell, column) => (
            <th key={column} scope="col" class={sideOf(cell, column)}>
              <CellWords cell={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rest.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) =>
              column === head ? (
                <th key={column} scope="row" class={sideOf(cell, column)}>
                  <CellWords cell={cell} />
                </th>
              ) : (
                <td key={column} class={sideOf(cell, column)}>
                  <CellWords cell={cell} />
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </>
  );
}

function CellWords({ cell }: { readonly cell: Cell }) {
  return cell.type === "rich_text" ? <RichText block={cell} /> : <>{cell.text}</>;
}
