// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DecisionHash} from "./DecisionHash.sol";
import {RosterBlob} from "./RosterBlob.sol";
import {Signatures} from "./Signatures.sol";

/// @title Reads packed ballot sheets, verifies each signature once and sums up who said what
/// @notice Format (SPEC S2): groups (1), then that many groups, then witnesses. Members whose sheets have the same content form a group, so their
/// choices are hashed once:
/// group = revision (8) · choices (1) · seats (8), a bit per seat that signed · each choice: agenda index (1) support (1) · each signature, by seat
/// signature = 64 bytes of a key (EIP-2098), or length (2) and that many bytes of a contract
/// witnesses = the rest, nine words each: the EIP-712 fields of a decision that another one comes after
/// @dev Bits cannot be out of order or repeat, so only two groups can claim one seat. Cursors are absolute positions in calldata, and the places
/// from 0x200 on are those of Frame.
library SheetReader {
    error Sheets_Truncated();
    error Sheets_UnknownSeat(uint256 group);
    error Sheets_DuplicateSeat(uint256 group);
    error Sheets_BadSignature(uint256 seat);
    /// @dev Not on the agenda, an unknown support, or a decision that the sheet answers twice.
    error Sheets_BadChoice(uint256 group, uint256 choice);

    /// @dev The domain separator must lie in the frame.
    /// @param ids The agenda: first the decisions to enact, then the others that the sheets answer.
    /// @param blob The present roster.
    /// @param anyRevoked Whether revisions have to be held against `minRevisions`.
    /// @return masks Per decision of the agenda three words of seat bits: against, for, abstain.
    /// @return end Where the witnesses begin in `sheets`.
    function read(
        bytes calldata sheets,
        bytes32[] memory ids,
        bytes memory blob,
        bool anyRevoked,
        mapping(address => uint256) storage minRevisions
    ) internal view returns (uint256[] memory masks, uint256 end) {
        uint256 cursor;
        uint256 groups;
        uint256 seen; // seats claimed so far, and from the start those that do not exist
        assembly ("memory-safe") {
            groups := byte(0, calldataload(sheets.offset))
            cursor := add(sheets.offset, 1)
            end := add(sheets.offset, sheets.length)
            masks := mload(0x40)
            let words := mul(3, mload(ids))
            mstore(masks, words)
            words := shl(5, words)
            calldatacopy(add(masks, 0x20), calldatasize(), words) // zeros
            mstore(0x40, add(add(masks, 0x20), words))
            seen := not(sub(shl(byte(0, mload(add(blob, 0x40))), 1), 1))
        }
        for (uint256 g; g < groups;) {
            uint256 head;
            assembly ("memory-safe") {
                head := shr(120, calldataload(cursor)) // revision (64) choices (8) seats (64)
            }
            if (uint64(head) & seen != 0) refuseSeats(g, uint64(head), blob);
            uint256 choicesAt;
            unchecked {
                seen |= uint64(head);
                choicesAt = cursor + 17;
                ++g;
            }
            _readChoices(ids, masks, choicesAt, head, g);
            uint256 left;
            uint256 record;
            assembly ("memory-safe") {
                cursor := add(choicesAt, and(shr(63, head), 0x1fe))
                left := and(head, 0xffffffffffffffff)
                record := add(blob, 0x60)
            }
            (cursor, left, record) = checkKeys(cursor, left, record);
            if (left != 0) cursor = _checkContracts(sheets, masks, cursor, left, record, choicesAt, head, blob);
            if (anyRevoked) _takeRevoked(masks, choicesAt, head, blob, minRevisions);
        }
        assembly ("memory-safe") {
            end := sub(cursor, sheets.offset)
        }
        if (end > sheets.length) revert Sheets_Truncated();
    }

    function refuseSeats(uint256 group, uint256 claimed, bytes memory blob) internal pure {
        if (claimed >> RosterBlob.count(blob) != 0) revert Sheets_UnknownSeat(group);
        revert Sheets_DuplicateSeat(group);
    }

    /// @dev Hashes the choices of a group and counts its seats in; who turns out not to have signed is taken out again by `_take`. Leaves in the
    /// frame what the digests of the group are made from.
    /// @param group One more than the position of the group.
    function _readChoices(bytes32[] memory ids, uint256[] memory masks, uint256 cursor, uint256 head, uint256 group) private pure {
        (bytes32 choiceType, bytes32 sheetType) = (DecisionHash.CHOICE_TYPEHASH, DecisionHash.SHEET_TYPEHASH);
        uint256 bad;
        assembly ("memory-safe") {
            // One struct is built over and over in the frame; votes stay zero outside quadratic counting (R8).
            mstore(0x200, choiceType)
            mstore(0x260, 0)
            let hashes := mload(0x40)
            let p := hashes
            let seen := 0
            for { let end := add(cursor, and(shr(63, head), 0x1fe)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let support := calldataload(cursor)
                let index := byte(0, support)
                support := byte(1, support)
                if or(or(iszero(lt(index, mload(ids))), gt(support, 2)), and(shr(index, seen), 1)) {
                    bad := add(0x20, sub(p, hashes))
                    break
                }
                seen := or(seen, shl(index, 1))
                mstore(0x220, mload(add(add(ids, 0x20), shl(5, index))))
                mstore(0x240, support)
                mstore(p, keccak256(0x200, 0x80))
                p := add(p, 0x20)
                index := add(add(masks, 0x20), shl(5, add(mul(3, index), support)))
                mstore(index, or(mload(index), and(head, 0xffffffffffffffff)))
            }
            mstore(0x200, sheetType)
            mstore(0x240, shr(72, head))
            mstore(0x260, keccak256(hashes, sub(p, hashes)))
        }
        if (bad != 0) revert Sheets_BadChoice(group - 1, bad / 32 - 1);
    }

    /// @dev The loop that most of the gas goes into: per sheet one struct hash, one digest, one ecrecover. `left` has the seat of `record` in its
    /// lowest bit. It stops at whatever is not a good signature of a key. Reading past the end of the sheets is found behind the loop.
    function checkKeys(uint256 cursor, uint256 left, uint256 record) internal view returns (uint256, uint256, uint256) {
        assembly ("memory-safe") {
            mstore(0x00, 0)
            for {} 1 {} {
                if iszero(and(left, 1)) {
                    if iszero(left) { break }
                    left := shr(1, left)
                    record := add(record, 45)
                    continue
                }
                let seat := mload(record)
                mstore(0x220, shr(96, seat))
                mstore(0x2c0, keccak256(0x200, 0x80))
                mstore(0x2e0, keccak256(0x29e, 0x42))
                calldatacopy(0x320, cursor, 0x40) // r, then s with the parity in its top bit
                let s := mload(0x340)
                mstore(0x300, add(shr(255, s), 27))
                s := and(s, 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff)
                mstore(0x340, s)
                // A refused input answers nothing and leaves what was there: zero, or the account of an earlier seat, which is another one.
                pop(staticcall(gas(), 1, 0x2e0, 0x80, 0x00, 0x20))
                // The top 21 bytes of a seat are its account and its kind: no recovered account equals those of a contract, whose kind is not zero.
                // n / 2: of the two values of s that sign the same, only the low one counts.
                if or(
                    shr(88, xor(shl(96, mload(0x00)), seat)),
                    gt(s, 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0)
                ) { break }
                cursor := add(cursor, 0x40)
                left := shr(1, left)
                record := add(record, 45)
            }
        }
        return (cursor, left, record);
    }

    /// @dev Goes on from the sheet where `checkKeys` stopped.
    function _checkContracts(
        bytes calldata sheets,
        uint256[] memory masks,
        uint256 cursor,
        uint256 left,
        uint256 record,
        uint256 choicesAt,
        uint256 head,
        bytes memory blob
    ) private view returns (uint256) {
        while (left != 0) {
            uint256 seat;
            assembly ("memory-safe") {
                seat := div(sub(record, add(blob, 0x60)), 45)
            }
            bool valid;
            (valid, cursor) = checkContract(sheets, cursor, seat, RosterBlob.seat(blob, seat));
            if (!valid) _take(masks, choicesAt, head, 1 << seat);
            (cursor, left, record) = checkKeys(cursor, left >> 1, record + 45);
        }
        return cursor;
    }

    /// @dev What a contract answers can change between packing and sending, so a refusal only costs its ballot. A wrong signature of a key is the
    /// fault of whoever packed the sheets, so it is named.
    function checkContract(bytes calldata sheets, uint256 cursor, uint256 seat, uint256 record)
        internal
        view
        returns (bool, uint256)
    {
        uint256 end;
        bytes calldata signature;
        bytes32 digest;
        assembly ("memory-safe") {
            end := add(sheets.offset, sheets.length)
            signature.length := shr(240, calldataload(cursor))
            signature.offset := add(cursor, 2)
        }
        if (RosterBlob.kindOf(record) == 0) {
            if (cursor + 64 > end) revert Sheets_Truncated();
            revert Sheets_BadSignature(seat);
        }
        cursor += 2 + signature.length;
        if (cursor > end) revert Sheets_Truncated();
        assembly ("memory-safe") {
            mstore(0x220, shr(96, record))
            mstore(0x2c0, keccak256(0x200, 0x80))
            digest := keccak256(0x29e, 0x42)
        }
        return (Signatures.isContractSignature(RosterBlob.accountOf(record), digest, signature), cursor);
    }

    /// @dev Takes out the seats whose minimum revision is above that of the group (R4).
    function _takeRevoked(
        uint256[] memory masks,
        uint256 choicesAt,
        uint256 head,
        bytes memory blob,
        mapping(address => uint256) storage minRevisions
    ) private view {
        uint256 revoked;
        for (uint256 seat; uint64(head) >> seat != 0; ++seat) {
            if (head & (1 << seat) == 0) continue;
            if (head >> 72 < minRevisions[RosterBlob.accountOf(RosterBlob.seat(blob, seat))]) revoked |= 1 << seat;
        }
        if (revoked != 0) _take(masks, choicesAt, head, revoked);
    }

    /// @dev Takes seats out of what a group was counted for.
    function _take(uint256[] memory masks, uint256 cursor, uint256 head, uint256 seats) private pure {
        assembly ("memory-safe") {
            for { let end := add(cursor, and(shr(63, head), 0x1fe)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let choice := calldataload(cursor)
                let mask := add(add(masks, 0x20), shl(5, add(mul(3, byte(0, choice)), byte(1, choice))))
                mstore(mask, and(mload(mask), not(seats)))
            }
        }
    }
}
