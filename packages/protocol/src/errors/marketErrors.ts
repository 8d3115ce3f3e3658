/** What can be wrong with posts of the market; part of the catalogue. */
export const marketErrors = {
  POST_MALFORMED: {
    what: 'A market post does not have the form of one, or is too long.',
    safe: 'It was neither stored nor passed on.',
    todo: 'Correct the named field. Where it came from a peer, there is nothing to do: the sender is faulty.',
  },
  POST_NEWER: {
    what: 'A market post was written by a newer version of the app.',
    safe: 'It was left alone, and nobody is blamed.',
    todo: 'Update the app to read it.',
  },
} as const
