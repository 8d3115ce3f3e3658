// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A seat of a roster. `power` votes, `shares` own a part of the treasury.
/// @param account Who signs: an externally owned account, or a contract that answers ERC-1271.
/// @param kind 0 key (ecrecover only, whatever code an EIP-7702 delegation puts there), 1 contract (ERC-1271 only).
struct Member {
    address account;
    uint8 kind;
    uint64 power;
    uint128 shares;
}

/// @notice The rules of one rules epoch. Periods are seconds, parts are basis points (10 000 = all).
/// @param mode 0 one member one vote, 1 power, 2 quadratic (R8, by records alone).
/// @param challengeWindow How long ballots count from the record on (R5); 0 means that nothing can be recorded.
/// @param credits What a member may spend per voting period in quadratic counting (R8), at most 65 535.
/// @param incomeBps The part of income that is the treasury's; the rest is the members' (R11).
/// @param refundCap The most gas that is refunded per decision (R9); 0 means none.
struct Rules {
    uint8 mode;
    uint16 quorumBps;
    uint16 thresholdBps;
    uint32 votingPeriod;
    uint32 gracePeriod;
    uint32 challengeWindow;
    uint32 credits;
    uint16 incomeBps;
    uint32 refundCap;
}

/// @notice Everything a DAO is founded on. Its EIP-712 struct hash is the CREATE2 salt, so the address commits to all of it.
struct Genesis {
    uint256 chainId;
    bytes32 chainGenesis;
    string name;
    Member[] members;
    Rules rules;
    bytes32 salt;
}

/// @notice One call of a decision. `codeHash` pins the code of `target` (R6).
struct Call {
    address target;
    uint256 value;
    bytes data;
    bytes32 codeHash;
}

/// @notice What members vote on. Its id is the EIP-712 digest in the domain of the DAO.
/// @param slot `uint160(proposer) << 96 | counter`: an index into the bitmap of spent slots, never reused.
/// @param executor The only account that may enact it; 0 is anyone.
/// @param afterDecision A decision that must be spent before; 0 is none.
struct Decision {
    uint32 rosterEpoch;
    uint32 rulesEpoch;
    uint256 slot;
    uint40 closesAt;
    uint40 expiresAt;
    address executor;
    bytes32 afterDecision;
    Call[] calls;
    bytes32 contentHash;
}

/// @notice One line of a roster change. Lines are sorted strictly by account.
/// @param kind Must equal the kind of a seat that exists.
/// @param setPower Whether `power` replaces the power of the seat. Power 0 removes the vote and leaves the shares.
/// @param mint Shares added. Nothing here can reduce the shares of anyone.
struct RosterDelta {
    address account;
    uint8 kind;
    bool setPower;
    uint64 power;
    uint128 mint;
}
