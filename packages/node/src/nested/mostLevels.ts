/** DAOs in one another, the outermost counted: with more, one transaction would hardly hold the ballots, and DAOs in a circle would ask for ever. */
export const mostLevels = 3
