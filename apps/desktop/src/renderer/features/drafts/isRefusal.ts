const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : null)

/** The node answered that it did not write, and would answer so again: the session is over, the words are not. */
export const isRefusal = (error: unknown): boolean =>
  ['DRAFT_UPDATE_REFUSED', 'INPUT_INVALID', 'REQUEST_CONFLICT'].includes(String(codeOf(error)))

/** It may go by itself: the node is away, or its disk is full for a moment. Anything else waits for a person. */
export const isPassing = (error: unknown): boolean => ['API_UNAVAILABLE', 'STORAGE_FAILED'].includes(String(codeOf(error)))
