// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RecordBook} from "./RecordBook.sol";
import {RosterBlob} from "./RosterBlob.sol";
import {RulesWord, RulesWords} from "./RulesWord.sol";

/// @title Outcomes of recorded decisions (R2, R3, R5, R8)
library RecordTally {
    using RecordBook for RecordBook.Book;

    struct Count {
        uint256 yes;
        uint256 no;
        /// Weight cast, in quadratic counting heads.
        uint256 cast;
        /// What the quorum is measured by: the present weight, in quadratic counting heads.
        uint256 base;
        /// What could still be put against it.
        uint256 opposable;
        /// Whether every holder of power or shares, now and in the cited epoch, is counted For.
        bool unanimous;
    }

    /// @dev What is weighed: the roster that the decision cites, whose seats are those of the book, the roster now, and the seats that left it.
    struct Scale {
        bytes cited;
        bytes present;
        uint256 exited;
        /// In quadratic counting the votes that each present seat could cast, where that is asked.
        uint256[] limits;
    }

    function count(RecordBook.Book memory b, Scale memory scale) internal pure returns (Count memory t) {
        uint256 seats = RosterBlob.count(scale.cited);
        uint256 c;
        uint256 matched;
        t.unanimous = true;
        for (uint256 i; i < RosterBlob.count(scale.present); ++i) {
            uint256 account = RosterBlob.seat(scale.present, i) >> 96;
            while (c < seats && RosterBlob.seat(scale.cited, c) >> 96 < account) ++c;
            bool sat = c < seats && RosterBlob.seat(scale.cited, c) >> 96 == account;
            if (sat) ++matched;
            _addSeat(t, b, scale, i, sat ? c : 64);
        }
        if (matched != seats) t.unanimous = false;
    }

    /// @param c The seat in the cited roster, 64 for none.
    function _addSeat(Count memory t, RecordBook.Book memory b, Scale memory scale, uint256 i, uint256 c) private pure {
        uint256 mode = b.rules.mode();
        bool left = scale.exited & (1 << i) != 0;
        uint256 most = left ? 0 : weightOf(RosterBlob.seat(scale.present, i), mode);
        t.base += most;
        uint256 support = c == 64 ? 3 : b.supportOf(c);
        if (support != 1 && !left) t.unanimous = false;
        uint256 weight = c == 64 ? 0 : weightOf(RosterBlob.seat(scale.cited, c), mode);
        if (weight > most) weight = most;
        // Who weighs nothing cannot vote.
        if (weight == 0) support = 3;
        if (support != 3) t.cast += weight;
        if (mode == 2) {
            if (support != 3) weight = b.votesOf(c);
            most = most == 0 || scale.limits.length == 0 ? 0 : scale.limits[i];
        }
        if (support == 1) t.yes += weight;
        if (support == 0) t.no += weight;
        // Whoever is not counted For may still be put against it, and so may what the minimum cuts off a For.
        if (support != 1) t.opposable += most;
        else if (mode != 2) t.opposable += most - weight;
    }

    function weightOf(uint256 record, uint256 mode) internal pure returns (uint256 weight) {
        weight = RosterBlob.powerOf(record);
        if (mode != 1 && weight != 0) weight = 1;
    }

    function passes(Count memory t, RulesWord rules) internal pure returns (bool) {
        return t.cast * RulesWords.BPS >= rules.quorumBps() * t.base && t.yes > t.no
            && t.yes * RulesWords.BPS >= rules.thresholdBps() * (t.yes + t.no);
    }

    /// @notice Passes whatever everybody who is not counted For still does.
    function isDecisive(Count memory t, RulesWord rules) internal pure returns (bool) {
        return t.cast * RulesWords.BPS >= rules.quorumBps() * t.base && t.yes > t.opposable
            && t.yes * RulesWords.BPS >= rules.thresholdBps() * (t.yes + t.opposable);
    }
}
