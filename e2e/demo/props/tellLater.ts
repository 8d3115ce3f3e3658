import type { Narrator } from '../narrator.ts'

export type ToldLater = { readonly narrator: Pick<Narrator, 'say'>; readonly tell: () => void }

/** Keeps what is said of something that goes on beside the story until its turn, so that the story stays one. */
export const tellLater = ({ say }: Pick<Narrator, 'say'>): ToldLater => {
  const kept: string[] = []
  return {
    narrator: { say: (text) => void kept.push(text) },
    tell: () => {
      for (const text of kept.splice(0)) say(text)
    },
  }
}
