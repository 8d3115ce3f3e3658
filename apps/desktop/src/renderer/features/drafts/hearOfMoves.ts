/** The browser tells of a caret that was moved in a later task than it moves it: asked now, the editor looks for itself. */
export const hearOfMoves = (): void => void document.dispatchEvent(new Event('selectionchange'))
