/** Where blocks stand, and what pressing something there does. */
export interface Surface {
  /** Sends a press of a button, or a choice from a menu, as the person one speaks as. */
  press(actionId: string, value?: string): Promise<boolean>;
}
