/** The chain changed under our hands, or two endpoints behind one address answered: what was read does not belong together. */
export class ChainMoved extends Error {}
