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
/// @dev Bits cannot be out of order or repeat, so only two groups can claim one seat. Cursors are absolute positions in calldata.
library SheetReader {
    error Sheets_Truncated();
    error Sheets_UnknownSeat(uint256 group);
    error Sheets_DuplicateSeat(uint256 group);
    error Sheets_BadSignature(uint256 seat);
    /// @dev Not on the agenda, an unknown support, or a decision that the sheet answers twice.
    error Sheets_BadChoice(uint256 group, uint256 choice);

    /// @dev What the sheets are held against.
    struct Context {
        bytes32 domain;
        bytes blob;
        bool anyRevoked;
    }

    /// @param ids The agenda: first the decisions to enact, then the others that the sheets answer.
    /// @param tallied How many of `ids` are to be enacted.
    /// @return masks Per decision three words of seat bits: against, for, abstain.
    /// @return end Where the witnesses begin in `sheets`.
    function read(
        bytes calldata sheets,
        bytes32[] memory ids,
        uint256 tallied,
        Context memory context,
        mapping(address => uint256) storage minRevisions
    ) internal view returns (uint256[] memory masks, uint256 end) {
        uint256 cursor;
        uint256 groups;
        assembly ("memory-safe") {
            groups := byte(0, calldataload(sheets.offset))
            cursor := add(sheets.offset, 1)
            end := add(sheets.offset, sheets.length)
            masks := mload(0x40)
            mstore(masks, mul(3, tallied))
            calldatacopy(add(masks, 0x20), calldatasize(), mul(0x60, tallied)) // zeros
            mstore(0x40, add(masks, add(0x20, mul(0x60, tallied))))
        }
        uint256 seen;
        for (uint256 g; g < groups;) {
            uint256 head;
            assembly ("memory-safe") {
                head := shr(120, calldataload(cursor)) // revision (64) choices (8) seats (64)
            }
            uint256 claimed = uint64(head);
            if (claimed >> RosterBlob.count(context.blob) != 0) revert Sheets_UnknownSeat(g);
            if (claimed & seen != 0) revert Sheets_DuplicateSeat(g);
            seen |= claimed;
            uint256 scratch = _hashChoices(ids, cursor + 17, head, g, context.domain);
            uint256 counted;
            uint256 choicesAt = cursor + 17;
            unchecked {
                cursor = choicesAt + 2 * uint8(head >> 64);
                (cursor, counted) = _checkSignatures(sheets, cursor, claimed, context.blob, scratch);
                if (cursor > end) revert Sheets_Truncated();
                if (context.anyRevoked) counted = _withoutRevoked(counted, context.blob, head >> 72, minRevisions);
                ++g;
            }
            _sum(masks, choicesAt, head, tallied, counted);
        }
        assembly ("memory-safe") {
            end := sub(cursor, sheets.offset)
        }
        if (end > sheets.length) revert Sheets_Truncated();
    }

    /// @dev Leaves in free memory what the digests of the group are made from.
    /// @return scratch sheet struct (4 words) · "1901" domain structHash (the digest is over its last 66 bytes) · input of ecrecover (4 words)
    function _hashChoices(bytes32[] memory ids, uint256 cursor, uint256 head, uint256 group, bytes32 domain)
        private
        pure
        returns (uint256 scratch)
    {
        (bytes32 choiceType, bytes32 sheetType) = (DecisionHash.CHOICE_TYPEHASH, DecisionHash.SHEET_TYPEHASH);
        uint256 bad;
        assembly ("memory-safe") {
            scratch := mload(0x40)
            let n := and(shr(64, head), 0xff)
            // One struct is built over and over, with the list of hashes behind it; votes stay zero outside quadratic counting (R8).
            mstore(scratch, choiceType)
            mstore(add(scratch, 0x60), 0)
            let hashes := add(scratch, 0x80)
            let p := hashes
            let seen := 0
            for { let end := add(cursor, shl(1, n)) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let choice := calldataload(cursor)
                let bit := shl(byte(0, choice), 1)
                if or(or(iszero(lt(byte(0, choice), mload(ids))), gt(byte(1, choice), 2)), and(seen, bit)) {
                    bad := add(1, shr(5, sub(p, hashes)))
                    break
                }
                seen := or(seen, bit)
                mstore(add(scratch, 0x20), mload(add(add(ids, 0x20), shl(5, byte(0, choice)))))
                mstore(add(scratch, 0x40), byte(1, choice))
                mstore(p, keccak256(scratch, 0x80))
                p := add(p, 0x20)
            }
            mstore(add(scratch, 0x60), keccak256(hashes, shl(5, n)))
            mstore(add(scratch, 0x40), shr(72, head))
            mstore(scratch, sheetType)
            mstore(add(scratch, 0x80), 0x1901)
            mstore(add(scratch, 0xa0), domain)
        }
        if (bad != 0) revert Sheets_BadChoice(group, bad - 1);
    }

    /// @return The cursor behind the signatures, and the seats whose signature is good.
    function _checkSignatures(bytes calldata sheets, uint256 cursor, uint256 seats, bytes memory blob, uint256 scratch)
        private
        view
        returns (uint256, uint256 counted)
    {
        counted = seats;
        uint256 record;
        assembly ("memory-safe") {
            record := add(blob, 0x60)
        }
        uint256 left = seats;
        while (true) {
            // The loop stops at whatever is not a good signature of a key.
            (cursor, left, record) = _checkKeys(cursor, left, record, scratch);
            if (left == 0) return (cursor, counted);
            uint256 seat;
            unchecked {
                seat = (record - _recordsOf(blob)) / 45;
            }
            bool valid;
            (valid, cursor) = _checkContract(sheets, cursor, seat, RosterBlob.seat(blob, seat), scratch);
            if (!valid) counted ^= 1 << seat;
            unchecked {
                left >>= 1;
                record += 45;
            }
        }
        return (cursor, counted);
    }

    function _recordsOf(bytes memory blob) private pure returns (uint256 records) {
        assembly ("memory-safe") {
            records := add(blob, 0x60)
        }
    }

    /// @dev The loop that most of the gas goes into: per sheet one struct hash, one digest, one ecrecover. `left` has the seat of `record` in its
    /// lowest bit. Reading past the end of the sheets is found behind the loop.
    function _checkKeys(uint256 cursor, uint256 left, uint256 record, uint256 scratch) private view returns (uint256, uint256, uint256) {
        assembly ("memory-safe") {
            for {} left {} {
                if and(left, 1) {
                    let account := mload(record)
                    if byte(20, account) { break }
                    account := shr(96, account)
                    mstore(add(scratch, 0x20), account)
                    mstore(add(scratch, 0xc0), keccak256(scratch, 0x80))
                    mstore(add(scratch, 0xe0), keccak256(add(scratch, 0x9e), 0x42))
                    calldatacopy(add(scratch, 0x120), cursor, 0x40) // r, then s with the parity in its top bit
                    let s := mload(add(scratch, 0x140))
                    mstore(add(scratch, 0x100), add(shr(255, s), 27))
                    s := shr(1, shl(1, s))
                    mstore(add(scratch, 0x140), s)
                    // A refused input answers nothing and leaves the zero, which is nobody's account.
                    mstore(0x00, 0)
                    pop(staticcall(gas(), 1, add(scratch, 0xe0), 0x80, 0x00, 0x20))
                    // n / 2: of the two values of s that sign the same, only the low one counts.
                    if iszero(gt(eq(mload(0x00), account), gt(s, 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0))) {
                        break
                    }
                    cursor := add(cursor, 0x40)
                }
                left := shr(1, left)
                record := add(record, 45)
            }
        }
        return (cursor, left, record);
    }

    /// @dev What a contract answers can change between packing and sending, so a refusal only costs its ballot. A wrong signature of a key is the
    /// fault of whoever packed the sheets, so it is named.
    function _checkContract(bytes calldata sheets, uint256 cursor, uint256 seat, uint256 record, uint256 scratch)
        private
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
            mstore(add(scratch, 0x20), shr(96, record))
            mstore(add(scratch, 0xc0), keccak256(scratch, 0x80))
            digest := keccak256(add(scratch, 0x9e), 0x42)
        }
        return (Signatures.isContractSignature(RosterBlob.accountOf(record), digest, signature, scratch + 0x160), cursor);
    }

    /// @dev Takes out the seats whose minimum revision is above that of the group (R4).
    function _withoutRevoked(uint256 seats, bytes memory blob, uint256 revision, mapping(address => uint256) storage minRevisions)
        private
        view
        returns (uint256)
    {
        for (uint256 seat; seats >> seat != 0; ++seat) {
            if (seats & (1 << seat) == 0) continue;
            if (revision < minRevisions[RosterBlob.accountOf(RosterBlob.seat(blob, seat))]) seats ^= 1 << seat;
        }
        return seats;
    }

    function _sum(uint256[] memory masks, uint256 cursor, uint256 head, uint256 tallied, uint256 counted) private pure {
        assembly ("memory-safe") {
            for { let end := add(cursor, shl(1, and(shr(64, head), 0xff))) } lt(cursor, end) { cursor := add(cursor, 2) } {
                let choice := calldataload(cursor)
                if lt(byte(0, choice), tallied) {
                    let mask := add(add(masks, 0x20), shl(5, add(mul(3, byte(0, choice)), byte(1, choice))))
                    mstore(mask, or(mload(mask), counted))
                }
            }
        }
    }
}
