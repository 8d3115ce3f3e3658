/** Hands a text over to the system as a download; the page neither shows nor opens it. */
export const saveText = (name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
