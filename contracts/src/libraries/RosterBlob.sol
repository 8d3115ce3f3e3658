// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {Member} from "../types/Types.sol";
import {RulesWord} from "./RulesWord.sol";

/// @title A roster as one immutable piece of code
/// @notice Layout behind the STOP byte: rules word (32) · count (1) voters (1) createdAt (5) total power (9) total shares (16) · per seat, sorted by account:
/// account (20) kind (1) power (8) shares (16). One EXTCODECOPY reads all of it.
library RosterBlob {
    uint256 internal constant MAX_MEMBERS = 64;

    error Roster_Size(uint256 count);
    error Roster_NotSorted(address account);
    error Roster_UnknownKind(address account, uint8 kind);
    error Roster_NoPower();
    error Roster_NoShares();
    error Roster_TooManyShares();
    error Roster_SelfMember();
    error Roster_EmptySeat(address account);

    /// @dev Of seats that `check` takes.
    function encode(Member[] memory members, RulesWord word, uint256 since) internal view returns (bytes memory blob) {
        (uint256 power_, uint256 shares_, uint256 voters_) = check(members);
        uint256 totals = (members.length << 248) | (voters_ << 240) | (since << 200) | (power_ << 128) | shares_;
        assembly ("memory-safe") {
            let n := mload(members)
            blob := mload(0x40)
            mstore(blob, add(0x40, mul(n, 45)))
            mstore(add(blob, 0x20), word)
            mstore(add(blob, 0x40), totals)
            let at := add(blob, 0x60)
            for { let i := 0 } lt(i, n) { i := add(i, 1) } {
                // A seat is a word and thirteen bytes. What the second store writes beyond them the next seat overwrites.
                let m := mload(add(add(members, 0x20), shl(5, i)))
                let shares := mload(add(m, 0x60))
                mstore(at, or(or(shl(96, mload(m)), shl(88, mload(add(m, 0x20)))), or(shl(24, mload(add(m, 0x40))), shr(104, shares))))
                mstore(add(at, 0x20), shl(152, shares))
                at := add(at, 45)
            }
            mstore(0x40, and(add(at, 0x3f), not(0x1f)))
        }
    }

    /// @notice Sorted strictly by account, 1 to 64 seats, known kinds, somebody votes and somebody owns, no empty seat, never the DAO itself.
    function check(Member[] memory members) internal view returns (uint256 power_, uint256 shares_, uint256 voters_) {
        if (members.length == 0 || members.length > MAX_MEMBERS) revert Roster_Size(members.length);
        address last;
        for (uint256 i; i < members.length; ++i) {
            Member memory m = members[i];
            if (m.account <= last) revert Roster_NotSorted(m.account);
            if (m.account == address(this)) revert Roster_SelfMember();
            if (m.kind > 1) revert Roster_UnknownKind(m.account, m.kind);
            if (m.power == 0 && m.shares == 0) revert Roster_EmptySeat(m.account);
            last = m.account;
            power_ += m.power;
            if (m.power != 0) ++voters_;
            shares_ += m.shares;
        }
        if (power_ == 0) revert Roster_NoPower();
        if (shares_ == 0) revert Roster_NoShares();
        if (shares_ > type(uint128).max) revert Roster_TooManyShares();
    }

    function write(bytes memory blob) internal returns (address) {
        return SSTORE2.write(blob);
    }

    function read(address pointer) internal view returns (bytes memory) {
        return SSTORE2.read(pointer);
    }

    /// @notice The present roster, whose number of seats the head knows.
    function readSized(address pointer, uint256 seats) internal view returns (bytes memory blob) {
        assembly ("memory-safe") {
            let size := add(0x40, mul(seats, 45))
            blob := mload(0x40)
            mstore(blob, size)
            extcodecopy(pointer, add(blob, 0x20), 1, size)
            mstore(0x40, add(blob, and(add(size, 0x3f), not(0x1f))))
        }
    }

    function rulesWord(bytes memory blob) internal pure returns (RulesWord word) {
        assembly ("memory-safe") {
            word := mload(add(blob, 0x20))
        }
    }

    function _totals(bytes memory blob) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(blob, 0x40))
        }
    }

    function count(bytes memory blob) internal pure returns (uint256) {
        return _totals(blob) >> 248;
    }

    function createdAt(bytes memory blob) internal pure returns (uint256) {
        return uint40(_totals(blob) >> 200);
    }

    function totalShares(bytes memory blob) internal pure returns (uint256) {
        return uint128(_totals(blob));
    }

    /// @dev The first 29 bytes of a seat: account, kind, power. `i` must be below `count`.
    function seat(bytes memory blob, uint256 i) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(blob, add(0x60, mul(i, 45))))
        }
    }

    function accountOf(uint256 seatWord) internal pure returns (address) {
        return address(uint160(seatWord >> 96));
    }

    function kindOf(uint256 seatWord) internal pure returns (uint256) {
        return uint8(seatWord >> 88);
    }

    function powerOf(uint256 seatWord) internal pure returns (uint256) {
        return uint64(seatWord >> 24);
    }

    function sharesAt(bytes memory blob, uint256 i) internal pure returns (uint256 shares_) {
        assembly ("memory-safe") {
            shares_ := shr(128, mload(add(blob, add(0x7d, mul(i, 45)))))
        }
    }

    function memberAt(bytes memory blob, uint256 i) internal pure returns (Member memory) {
        uint256 s = seat(blob, i);
        return Member(accountOf(s), uint8(kindOf(s)), uint64(powerOf(s)), uint128(sharesAt(blob, i)));
    }

    function decode(bytes memory blob) internal pure returns (Member[] memory members) {
        members = new Member[](count(blob));
        for (uint256 i; i < members.length; ++i) {
            members[i] = memberAt(blob, i);
        }
    }

    /// @return seatIndex The seat of `account`, or `count` when it has none.
    function find(bytes memory blob, address account) internal pure returns (uint256 seatIndex) {
        uint256 n = count(blob);
        while (seatIndex < n && accountOf(seat(blob, seatIndex)) != account) {
            ++seatIndex;
        }
    }

    /// @notice The same seats and the same age under other rules.
    function withRules(bytes memory blob, RulesWord word) internal pure returns (bytes memory) {
        assembly ("memory-safe") {
            mstore(add(blob, 0x20), word)
        }
        return blob;
    }
}
