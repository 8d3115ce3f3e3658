/** Grows with every change of a reducer or of what its registers mean: stored folds are then made anew, and hashes of different versions are not compared. */
export const foldVersion = 24
