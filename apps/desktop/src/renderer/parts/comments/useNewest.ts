import { useState } from 'react'

/** So many are shown at first, and so many more at a time. */
const portion = 30
/** What comes while the page is open is added below, up to so many: somebody may write without end. */
const most = 200

/**
 * Which of `count` things in the order of time a page shows: the newest. The first one stays where it is while others come, so that nothing moves under the eye.
 * @returns the place of the first, how many come before it, and how to show more of those.
 */
export const useNewest = (count: number) => {
  const [start, setStart] = useState(() => Math.max(0, count - portion))
  const [asked, setAsked] = useState(0)
  const from = Math.min(Math.max(start, count - most - asked), count)
  return {
    from,
    more: () => {
      setStart(Math.max(0, from - portion))
      setAsked(asked + portion)
    },
    next: Math.min(portion, from),
  }
}
