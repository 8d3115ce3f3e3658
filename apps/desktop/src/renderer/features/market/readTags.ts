/** Tags as a person types them: several that were pasted at once stand in one. */
export const readTags = (tags: readonly string[]): string[] => tags.flatMap((tag) => tag.split(/[\s,;]+/)).filter((tag) => tag !== '')
