// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One case of the pure counting rule, as scripts/writeTallyCases.ts encodes it. `who` is the place of a member among 64 sorted keys.
struct TallyCase {
    string name;
    uint8 mode;
    uint16 quorumBps;
    uint16 thresholdBps;
    uint32 gracePeriod;
    bool isOlder;
    CaseSeat[] cited;
    CaseSeat[] current;
    uint8[] exited;
    CaseBallot[] ballots;
    CaseRevoked[] revoked;
    bytes4 refusal;
    bool passes;
}

struct CaseSeat {
    uint8 who;
    uint64 power;
}

struct CaseBallot {
    uint8 who;
    uint8 support;
    uint64 revision;
}

struct CaseRevoked {
    uint8 who;
    uint64 minRevision;
}
