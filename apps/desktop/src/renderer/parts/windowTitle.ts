const counted = /^\(\d+\) /

/** Names the screen in the title of the window, behind the count of what waits. */
export const nameWindow = (name: string): void => {
  document.title = `${counted.exec(document.title)?.[0] ?? ''}${name}`
}

/** Puts the count of what waits before the name of the screen; nothing where nothing does. */
export const countInTitle = (count: number): void => {
  document.title = `${count === 0 ? '' : `(${count}) `}${document.title.replace(counted, '')}`
}
