// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DecisionHash} from "./DecisionHash.sol";
import {RosterBlob} from "./RosterBlob.sol";
import {Signatures} from "./Signatures.sol";

/// @title Reads packed ballot sheets, verifies each signature once and sums up who said what
/// @notice Format (SPEC S2): templates, then sheets, then witnesses.
/// templates = count (1) · each: revision (8) choices (1) · each choice: agenda index (1) support (1)
/// sheets    = count (1) · each: seat (1) template (1) signature; a key signs 64 bytes (EIP-2098), a contract length (2) and that many bytes
/// witnesses = the rest, nine words each: the EIP-712 fields of a decision that another one comes after
/// Members who answer alike share a template, so their choices are hashed once.
library SheetReader {
    error Sheets_Truncated();
    error Sheets_UnknownTemplate(uint256 seat);
    error Sheets_UnknownSeat(uint256 seat);
    error Sheets_NotSorted(uint256 seat);
    error Sheets_BadSignature(uint256 seat);
    error Sheets_BadChoice(uint256 template, uint256 choice);
    error Sheets_DuplicateChoice(uint256 template, uint256 choice);

    /// @dev What the sheets are held against.
    struct Context {
        bytes32 domain;
        bytes blob;
        bool anyRevoked;
    }

    /// @dev A distinct content of sheets. `members` has a bit per seat that signed it.
    struct Template {
        bytes32 choicesHash;
        uint256 revision;
        uint256 members;
        uint256 choicesAt;
        uint256 choices;
    }

    /// @param ids The agenda: first the decisions to enact, then the others that the sheets answer.
    /// @param tallied How many of `ids` are to be enacted.
    /// @return masks Per decision three words of seat bits: against, for, abstain.
    /// @return end Where the witnesses begin.
    function read(
        bytes calldata sheets,
        bytes32[] memory ids,
        uint256 tallied,
        Context memory context,
        mapping(address => uint256) storage minRevisions
    ) internal view returns (uint256[] memory masks, uint256 end) {
        Template[] memory templates;
        (templates, end) = _readTemplates(sheets, ids);
        end = _readSheets(sheets, end, templates, context, minRevisions);
        masks = _sum(sheets, templates, tallied);
    }

    function _byteAt(bytes calldata sheets, uint256 cursor) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, calldataload(add(sheets.offset, cursor)))
        }
    }

    function _readTemplates(bytes calldata sheets, bytes32[] memory ids) private pure returns (Template[] memory templates, uint256 cursor) {
        templates = new Template[](_byteAt(sheets, 0));
        cursor = 1;
        for (uint256 t; t < templates.length; ++t) {
            Template memory template = templates[t];
            uint256 revision;
            assembly ("memory-safe") {
                revision := shr(192, calldataload(add(sheets.offset, cursor)))
            }
            template.revision = revision;
            template.choices = _byteAt(sheets, cursor + 8);
            template.choicesAt = cursor + 9;
            cursor += 9 + 2 * template.choices;
            if (cursor > sheets.length) revert Sheets_Truncated();
            template.choicesHash = _hashChoices(sheets, t, template, ids);
        }
    }

    function _hashChoices(bytes calldata sheets, uint256 t, Template memory template, bytes32[] memory ids)
        private
        pure
        returns (bytes32 hash)
    {
        bytes32 typeHash = DecisionHash.CHOICE_TYPEHASH;
        uint256 n = template.choices;
        uint256 cursor = template.choicesAt;
        uint256 seen;
        uint256 m;
        assembly ("memory-safe") {
            m := mload(0x40)
        }
        for (uint256 i; i < n; ++i) {
            uint256 index = _byteAt(sheets, cursor + 2 * i);
            uint256 support = _byteAt(sheets, cursor + 2 * i + 1);
            if (index >= ids.length || support > 2) revert Sheets_BadChoice(t, i);
            if (seen & (1 << index) != 0) revert Sheets_DuplicateChoice(t, i);
            seen |= 1 << index;
            assembly ("memory-safe") {
                // The list of hashes grows from m; each struct is built behind its end.
                let s := add(m, shl(5, n))
                mstore(s, typeHash)
                mstore(add(s, 0x20), mload(add(ids, shl(5, add(index, 1)))))
                mstore(add(s, 0x40), support)
                mstore(add(s, 0x60), 0) // votes: zero outside quadratic counting (R8)
                mstore(add(m, shl(5, i)), keccak256(s, 0x80))
            }
        }
        assembly ("memory-safe") {
            hash := keccak256(m, shl(5, n))
        }
    }

    function _readSheets(
        bytes calldata sheets,
        uint256 cursor,
        Template[] memory templates,
        Context memory context,
        mapping(address => uint256) storage minRevisions
    ) private view returns (uint256) {
        uint256 left = _byteAt(sheets, cursor++);
        uint256 seats = RosterBlob.count(context.blob);
        uint256 next; // the lowest seat that may come now
        for (; left != 0; --left) {
            uint256 seat = _byteAt(sheets, cursor);
            uint256 t = _byteAt(sheets, cursor + 1);
            if (seat < next) revert Sheets_NotSorted(seat);
            if (seat >= seats) revert Sheets_UnknownSeat(seat);
            if (t >= templates.length) revert Sheets_UnknownTemplate(seat);
            next = seat + 1;
            cursor = _readSheet(sheets, cursor + 2, seat, templates[t], context, minRevisions);
        }
        if (cursor > sheets.length) revert Sheets_Truncated();
        return cursor;
    }

    /// @dev Counts one sheet, and returns where the next begins.
    function _readSheet(
        bytes calldata sheets,
        uint256 cursor,
        uint256 seat,
        Template memory template,
        Context memory context,
        mapping(address => uint256) storage minRevisions
    ) private view returns (uint256) {
        uint256 record = RosterBlob.seat(context.blob, seat);
        address account = RosterBlob.accountOf(record);
        bytes32 digest = DecisionHash.digest(context.domain, DecisionHash.hashSheet(account, template.revision, template.choicesHash));
        bool valid;
        (valid, cursor) = RosterBlob.kindOf(record) == 0
            ? _checkKey(sheets, cursor, account, digest, seat)
            : _checkContract(sheets, cursor, account, digest);
        if (valid && (!context.anyRevoked || template.revision >= minRevisions[account])) template.members |= 1 << seat;
        return cursor;
    }

    /// @dev A wrong signature of a key is the fault of whoever packed the sheets, so it is named.
    function _checkKey(bytes calldata sheets, uint256 cursor, address account, bytes32 digest, uint256 seat)
        private
        view
        returns (bool, uint256)
    {
        bytes32 r;
        bytes32 vs;
        assembly ("memory-safe") {
            let p := add(sheets.offset, cursor)
            r := calldataload(p)
            vs := calldataload(add(p, 0x20))
        }
        cursor += 64;
        if (cursor > sheets.length) revert Sheets_Truncated();
        if (!Signatures.isKeySignature(account, digest, r, vs)) revert Sheets_BadSignature(seat);
        return (true, cursor);
    }

    /// @dev What a contract answers can change between packing and sending, so a refusal only costs its ballot.
    function _checkContract(bytes calldata sheets, uint256 cursor, address account, bytes32 digest) private view returns (bool, uint256) {
        uint256 size = (_byteAt(sheets, cursor) << 8) | _byteAt(sheets, cursor + 1);
        cursor += 2 + size;
        if (cursor > sheets.length) revert Sheets_Truncated();
        return (Signatures.isContractSignature(account, digest, sheets[cursor - size:cursor]), cursor);
    }

    function _sum(bytes calldata sheets, Template[] memory templates, uint256 tallied) private pure returns (uint256[] memory masks) {
        masks = new uint256[](3 * tallied);
        for (uint256 t; t < templates.length; ++t) {
            Template memory template = templates[t];
            uint256 end = template.choicesAt + 2 * template.choices;
            for (uint256 cursor = template.choicesAt; cursor < end; cursor += 2) {
                uint256 index = _byteAt(sheets, cursor);
                if (index < tallied) masks[3 * index + _byteAt(sheets, cursor + 1)] |= template.members;
            }
        }
    }
}
