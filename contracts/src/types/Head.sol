// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The one slot that enact reads: roster pointer (160) | exited seats (64) | roster epoch (24) | flags (2) |
/// seats less one (6), from the lowest bit up. The number of seats tells the size of the roster's code, which saves asking for it.
type Head is uint256;

using HeadFields for Head global;

/// @title The fields of the head slot
library HeadFields {
    /// @dev Somebody burned a part of their shares in this roster epoch.
    uint256 internal constant FLAG_BURNED = 1 << 248;
    /// @dev Somebody once revoked ballots, so every sheet must be held against its member's minimum revision.
    uint256 internal constant FLAG_REVOKED = 1 << 249;

    function make(address pointer_, uint256 seats_, uint256 epoch_, bool revoked) internal pure returns (Head) {
        return Head.wrap(uint256(uint160(pointer_)) | (epoch_ << 224) | (revoked ? FLAG_REVOKED : 0) | ((seats_ - 1) << 250));
    }

    function seats(Head head) internal pure returns (uint256) {
        unchecked {
            return (Head.unwrap(head) >> 250) + 1;
        }
    }

    function pointer(Head head) internal pure returns (address) {
        return address(uint160(Head.unwrap(head)));
    }

    /// @return Bit i is set when seat i of the current roster left by ragequit.
    function exited(Head head) internal pure returns (uint256) {
        return uint64(Head.unwrap(head) >> 160);
    }

    function epoch(Head head) internal pure returns (uint256) {
        return uint24(Head.unwrap(head) >> 224);
    }

    function anyBurned(Head head) internal pure returns (bool) {
        return Head.unwrap(head) & FLAG_BURNED != 0;
    }

    function anyRevoked(Head head) internal pure returns (bool) {
        return Head.unwrap(head) & FLAG_REVOKED != 0;
    }

    function withExit(Head head, uint256 seat) internal pure returns (Head) {
        return Head.wrap(Head.unwrap(head) | (1 << (160 + seat)));
    }

    function withBurned(Head head) internal pure returns (Head) {
        return Head.wrap(Head.unwrap(head) | FLAG_BURNED);
    }

    function withRevoked(Head head) internal pure returns (Head) {
        return Head.wrap(Head.unwrap(head) | FLAG_REVOKED);
    }

    function withPointer(Head head, address pointer_) internal pure returns (Head) {
        return Head.wrap((Head.unwrap(head) & ~uint256(type(uint160).max)) | uint160(pointer_));
    }
}
