/** Waits in real time until something holds; fails with its name after the limit. */
export const until = async (name: string, holds: () => boolean, milliseconds = 30_000): Promise<void> => {
  const end = performance.now() + milliseconds
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${milliseconds} ms: ${name}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
