import { useEffect, useRef, useState } from 'react'

/** Takes files that are dropped anywhere on this screen; elsewhere the browser would open them. True while something is held over it. */
export const useDrop = (take: (files: readonly File[]) => void): boolean => {
  const [over, setOver] = useState(false)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const ended = new AbortController()
    const options = { signal: ended.signal }
    document.addEventListener(
      'dragover',
      (event) => {
        event.preventDefault()
        setOver(true)
      },
      options,
    )
    document.addEventListener('dragleave', () => setOver(false), options)
    document.addEventListener(
      'drop',
      (event) => {
        event.preventDefault()
        setOver(false)
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length > 0) latest.current(files)
      },
      options,
    )
    return () => ended.abort()
  }, [])
  return over
}
