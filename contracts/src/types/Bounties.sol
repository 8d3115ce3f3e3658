// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What issuer and hunter agree on. Its EIP-712 digest in the domain of the escrow is the id of the bounty. The hunter signs it; the call of
/// `fund` is the issuer's consent. A sub-agreement is the same struct: issuer is who splits, hunter who is paid by the leaf.
/// @param token address(0) is ETH.
/// @param amount In the smallest unit of the token.
/// @param termsHash SHA-256 of the terms, which stay off the chain.
/// @param deliverBy The last second in which `deliver` counts.
/// @param reviewPeriod Seconds from the delivery in which silence is not yet a yes; at least MIN_REVIEW_PERIOD. Also the objection window of all levels.
/// @param reviewer Who may accept beside the issuer; address(0) is nobody.
/// @param arbiter Who rules when an objection is contested.
/// @param defaultSplit Basis points of the amount that are the hunter's when the arbiter stays silent.
/// @param parent Id of the bounty above, or 0; it binds nothing.
/// @param validUntil The last second in which it can be funded.
struct Agreement {
    address issuer;
    address hunter;
    address token;
    uint128 amount;
    bytes32 termsHash;
    uint40 deliverBy;
    uint32 reviewPeriod;
    address reviewer;
    address arbiter;
    uint16 defaultSplit;
    bytes32 parent;
    uint40 validUntil;
    uint256 nonce;
}

/// @notice One leaf of a split: a sub-bounty. Its hash, and how leaves become a root, stand in SumTree.
/// @param agreementHash Digest of the sub-agreement.
/// @param splitRoot Root of the split that the sub-agreement carries from the start, or 0. It counts once its payee signed it (E1).
/// @param splitSum Sum of that split, at most `amount`; 0 where there is none.
struct Leaf {
    address payee;
    uint128 amount;
    bytes32 agreementHash;
    bytes32 splitRoot;
    uint128 splitSum;
}

/// @notice Leaves of one split, shown by one multiproof. Groups are read in order; together they show any part of a pyramid from its top down.
/// @param from Whose split it is: 0 the bounty's own; n that of the n-th leaf shown by the groups before, counted from 1 over all of them.
/// @param split Which of its splits: 0 the one its leaf carries, n the n-th that was added by `split`.
/// @param block The leaves are among those with the indexes 64 · block … 64 · block + 63.
/// @param shown Bit i: leaf 64 · block + i is shown. `leaves` are in this order.
/// @param pay Bit i: it is also to be paid. Read by `payout` alone.
/// @param depth Levels of the tree above its leaves.
/// @param proof Siblings from the bottom level up, within a level from the left: hash and sum alternate. An absent sibling is two zeros.
/// @param signature For split 0 that was not opened on the chain: the payee's ECDSA signature over the split. Else empty.
struct Group {
    uint32 from;
    uint8 split;
    uint32 block;
    uint64 shown;
    uint64 pay;
    uint8 depth;
    Leaf[] leaves;
    bytes32[] proof;
    bytes signature;
}

/// @notice A split to be added, or one that a leaf carries to be opened.
/// @param from Whose: 0 the bounty's own; n that of the n-th leaf shown.
/// @param number 0 opens the split that the leaf carries (`root` and `sum` must be the leaf's); else one more than there were added.
/// @param signature Of its payee over Split(bounty, number, root, sum); empty where the payee calls itself.
struct SplitEntry {
    uint32 from;
    uint8 number;
    bytes32 root;
    uint128 sum;
    bytes signature;
}

/// @notice Leaves of one split that its splitter accepts.
/// @param from Whose split: 0 the bounty's own; n that of the n-th leaf shown.
/// @param leaves Bit i: leaf 64 · block + i.
/// @param signature Of the splitter over Acceptance(node, split, block, leaves); empty where it calls itself.
struct Level {
    uint32 from;
    uint8 split;
    uint32 block;
    uint64 leaves;
    bytes signature;
}

/// @notice What the escrow keeps of a node: a bounty, or a leaf of which more is to be known than that it was accepted or paid.
/// @param status 0 not funded, 1 cancelled, 2 funded, 3 delivered, 4 objected, 5 released; of leaves always 0.
/// @param deliveredAt Of bounties: when the review began.
/// @param releasedAt Of bounties: when the objection windows of all levels began.
/// @param committed Sum of its splits less what was freed in them: its margin is what lies above.
/// @param splits How many were added by `split`.
/// @param opened Of leaves: the split it carries was opened on the chain.
/// @param freed Of leaves: its payee freed a part of it. Of a released bounty: less than all of it was released.
/// @param disputed An objection was raised, whatever became of it.
/// @param redirected Of leaves: its payee had it paid elsewhere.
struct Node {
    uint8 status;
    uint40 deliveredAt;
    uint40 releasedAt;
    uint128 committed;
    uint8 splits;
    bool opened;
    bool freed;
    bool disputed;
    bool redirected;
}

/// @notice An objection and what became of it.
/// @param contestBy From this second on it can no longer be contested.
/// @param contestedAt 0 while nobody contested it.
/// @param bonded Whether the escrow still holds the bond: it is not settled yet.
/// @param ruledAt 0 while the arbiter has not ruled.
/// @param bounty The funded bounty at the top.
/// @param amount What the agreement objected to promises. The bond is a BOND_DIVISOR-th of it.
/// @param hunterAmount What the hunter's side gets: as the arbiter ruled, and before that what it gets where the arbiter stays silent.
struct Dispute {
    address objector;
    uint40 contestBy;
    uint40 contestedAt;
    bool bonded;
    address arbiter;
    uint40 ruledAt;
    address payee;
    address token;
    bytes32 bounty;
    uint128 amount;
    uint128 hunterAmount;
}
