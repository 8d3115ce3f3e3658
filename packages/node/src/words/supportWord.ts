const words = ['against', 'for', 'abstain'] as const

/** The name of a value of `supports`. */
export const supportWord = (support: number): 'for' | 'against' | 'abstain' => words[support] ?? 'abstain'
