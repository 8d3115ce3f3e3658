// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DecisionHash} from "./DecisionHash.sol";
import {RosterBlob} from "./RosterBlob.sol";
import {SheetReader} from "./SheetReader.sol";

/// @notice What a sheet says of one decision. From the lowest bit: uncast (8) · votes (16) · 2 − support (8) · rank (64). The rank is the revision (32) and
/// a prefix of the digest that was signed (32). Of two ballots of a member the larger one counts (R4).
type Ballot is uint256;

/// @title Reads packed sheets as SheetReader does, and keeps of each signer what it says of the first decision of the agenda (SPEC S2)
library BallotReader {
    /// @dev Larger revisions do not fit a rank; such ballots count as uncast and are not kept.
    uint256 internal constant REVISIONS = type(uint32).max;

    /// @dev Instead of credits where counting is not quadratic.
    uint256 internal constant NO_VOTES = type(uint256).max;

    struct Sheets {
        /// Bits of the seats whose sheet answers the decision.
        uint256 seats;
        /// By seat.
        Ballot[] ballots;
        /// Where the witnesses begin.
        uint256 end;
    }

    /// @dev Where reading stands; in memory, since the frame leaves the compiler little room beside the stack.
    struct Reader {
        /// The decision, then the others that the sheets answer.
        bytes32[] ids;
        /// The roster that the decision cites.
        bytes blob;
        /// A sheet whose choices cost more than this in total is uncast (R8), or NO_VOTES.
        uint256 credits;
        uint256 offset;
        uint256 length;
        uint256 cursor;
        // Of the group at hand:
        uint256 group;
        uint256 head;
        uint256 cost;
        bool answers;
        uint256 support;
        uint256 votes;
    }

    /// @dev The domain separator must lie in the frame. Of `r` only ids, blob and credits are given.
    function read(bytes calldata sheets, Reader memory r) internal view returns (Sheets memory s) {
        s.ballots = new Ballot[](RosterBlob.count(r.blob));
        uint256 claimed = ~((1 << s.ballots.length) - 1);
        uint256 groups;
        uint256 offset;
        assembly ("memory-safe") {
            offset := sheets.offset
            groups := byte(0, calldataload(offset))
        }
        (r.offset, r.length, r.cursor) = (offset, sheets.length, offset + 1);
        for (; r.group < groups; ++r.group) {
            uint256 cursor = r.cursor;
            uint256 head;
            assembly ("memory-safe") {
                head := shr(120, calldataload(cursor)) // revision (64) choices (8) seats (64)
            }
            if (uint64(head) & claimed != 0) SheetReader.refuseSeats(r.group, uint64(head), r.blob);
            claimed |= uint64(head);
            (r.head, r.cursor, r.cost, r.answers) = (head, cursor + 17, 0, false);
            _readChoices(r);
            _keep(r, s, _readSigners(r));
        }
        s.end = r.cursor - r.offset;
        if (s.end > r.length) revert SheetReader.Sheets_Truncated();
    }

    /// @dev Leaves in the frame what the digests of the group are made from. Votes follow a support whose top bit is set, in two bytes.
    function _readChoices(Reader memory r) private pure {
        bytes32[] memory hashes = new bytes32[](uint8(r.head >> 64));
        uint256 seen;
        for (uint256 i; i < hashes.length; ++i) {
            uint256 word = r.cursor;
            assembly ("memory-safe") {
                word := calldataload(word)
            }
            (uint256 support, uint256 votes) = (uint8(word >> 240), 0);
            r.cursor += 2;
            if (support & 0x80 != 0) {
                (support, votes) = (support & 0x7f, uint16(word >> 224));
                r.cursor += 2;
                // Votes of zero have one encoding only; where nobody has credits there are no votes.
                if (votes == 0 || r.credits == NO_VOTES) support = 3;
            }
            word >>= 248;
            if (word >= r.ids.length || support > 2 || (seen >> word) & 1 != 0) revert SheetReader.Sheets_BadChoice(r.group, i);
            seen |= 1 << word;
            r.cost += votes * votes;
            if (word == 0) (r.answers, r.support, r.votes) = (true, support, votes);
            hashes[i] = keccak256(abi.encode(DecisionHash.CHOICE_TYPEHASH, r.ids[word], support, votes));
        }
        bytes32 sheetType = DecisionHash.SHEET_TYPEHASH;
        uint256 revision = r.head >> 72;
        assembly ("memory-safe") {
            mstore(0x200, sheetType)
            mstore(0x240, revision)
            mstore(0x260, keccak256(add(hashes, 0x20), shl(5, mload(hashes))))
        }
    }

    /// @return valid Seats of the group less the contracts that did not confirm.
    function _readSigners(Reader memory r) private view returns (uint256 valid) {
        valid = uint64(r.head);
        uint256 record = _firstSeat(r.blob);
        uint256 left;
        (r.cursor, left, record) = SheetReader.checkKeys(r.cursor, valid, record);
        while (left != 0) {
            uint256 seat = (record - _firstSeat(r.blob)) / 45;
            bytes calldata sheets;
            (uint256 offset, uint256 length) = (r.offset, r.length);
            assembly ("memory-safe") {
                sheets.offset := offset
                sheets.length := length
            }
            bool ok;
            (ok, r.cursor) = SheetReader.checkContract(sheets, r.cursor, seat, RosterBlob.seat(r.blob, seat));
            if (!ok) valid &= ~(1 << seat);
            (r.cursor, left, record) = SheetReader.checkKeys(r.cursor, left >> 1, record + 45);
        }
    }

    function _firstSeat(bytes memory blob) private pure returns (uint256 record) {
        assembly ("memory-safe") {
            record := add(blob, 0x60)
        }
    }

    function _keep(Reader memory r, Sheets memory s, uint256 valid) private pure {
        uint256 said = r.head >> 72;
        if (!r.answers || said > REVISIONS) return;
        s.seats |= valid;
        said = (said << 64) | ((2 - r.support) << 24) | (r.votes << 8) | (r.cost > r.credits ? 1 : 0);
        for (uint256 i; valid >> i != 0; ++i) {
            if ((valid >> i) & 1 != 0) s.ballots[i] = Ballot.wrap(said | ((_digest(RosterBlob.seat(r.blob, i)) >> 224) << 32));
        }
    }

    /// @return digest What the seat signed.
    function _digest(uint256 record) private pure returns (uint256 digest) {
        assembly ("memory-safe") {
            mstore(0x220, shr(96, record))
            mstore(0x2c0, keccak256(0x200, 0x80))
            digest := keccak256(0x29e, 0x42)
        }
    }
}
