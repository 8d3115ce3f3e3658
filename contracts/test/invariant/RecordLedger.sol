// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice Books of recorded decisions, kept by person and without asking a contract: ballots by R4, credits by R8, outcomes by R5.
abstract contract RecordLedger is RecordFixture {
    uint256 internal constant PEOPLE = 6;
    uint256 internal constant WINDOW = 1 hours;
    uint256 internal constant CREDITS = 100;
    uint8 internal constant SILENT = 3;

    struct Kept {
        bool known;
        uint64 revision;
        uint32 prefix;
        uint8 support;
        uint16 votes;
        uint16 most;
    }

    /// @dev The decision is kept encoded.
    struct Entry {
        bytes d;
        bool recorded;
        uint256 start;
        uint256 end;
        bool passes;
    }

    struct Page {
        Decision d;
        bool recorded;
        uint256 start;
        uint256 end;
        bool passes;
    }

    struct Sum {
        uint256 yes;
        uint256 no;
        uint256 cast;
        uint256 base;
        uint256 against;
        bool unanimous;
    }

    /// @dev One DAO per counting mode, all of the same people.
    IDao[3] internal daos;
    Rules[3] internal rulings;
    Entry[][3] internal pages;
    mapping(bytes32 id => Kept[6]) internal kept;
    mapping(uint256 slot => bool)[3] public isRecorded;
    mapping(uint256 slot => uint256)[3] public executions;
    bool[6][3] internal gone;
    uint64[6][3] internal minimum;
    mapping(uint256 period => uint256[6]) internal reserved;

    function _page(uint256 k, uint256 j) internal view returns (Page memory) {
        Entry memory e = pages[k][j];
        return Page(abi.decode(e.d, (Decision)), e.recorded, e.start, e.end, e.passes);
    }

    function _periodOf(Decision memory d) internal pure returns (uint256) {
        return d.closesAt / 1 days;
    }

    function _root(uint256 x) private pure returns (uint256 r) {
        while ((r + 1) * (r + 1) <= x) ++r;
    }

    function _weight(uint256 k, uint256 p) internal view returns (uint256) {
        return gone[k][p] ? 0 : k == 1 ? seats[p].power : seats[p].power == 0 ? 0 : 1;
    }

    function _sum(uint256 k, Decision memory d, Kept[6] memory book) internal view returns (Sum memory t) {
        t.unanimous = true;
        for (uint256 p; p < PEOPLE; ++p) {
            uint256 w = _weight(k, p);
            t.base += w;
            uint8 says = book[p].known ? book[p].support : SILENT;
            if (says != 1 && !gone[k][p]) t.unanimous = false;
            uint256 most = w;
            if (k == 2) most = w == 0 ? 0 : _root(CREDITS - (reserved[_periodOf(d)][p] - uint256(book[p].most) ** 2));
            if (w == 0) continue;
            if (says != 1) t.against += most;
            if (says == SILENT) continue;
            t.cast += w;
            if (says == 1) t.yes += k == 2 ? book[p].votes : w;
            if (says == 0) t.no += k == 2 ? book[p].votes : w;
        }
    }

    function _passes(uint256 k, Sum memory t) internal view returns (bool) {
        return t.cast * 10_000 >= t.base * rulings[k].quorumBps && t.yes > t.no
            && t.yes * 10_000 >= (t.yes + t.no) * rulings[k].thresholdBps;
    }

    function _isDecisive(uint256 k, Sum memory t) internal view returns (bool) {
        return t.cast * 10_000 >= t.base * rulings[k].quorumBps && t.yes > t.against
            && t.yes * 10_000 >= (t.yes + t.against) * rulings[k].thresholdBps;
    }

    /// @dev R4 and R8 for what comes in. `credits` of the ledger change only where it is kept.
    /// @return changed Whether any ballot is new here.
    function _take(uint256 k, Decision memory d, Kept[6] memory book, uint256[6] memory credits, Vote[] memory votes, bool strike)
        internal
        view
        returns (bool changed)
    {
        for (uint256 i; i < votes.length; ++i) {
            Vote memory v = votes[i];
            Kept memory known = book[v.seat];
            if (v.revision < minimum[k][v.seat] || (k == 2 && _weight(k, v.seat) == 0)) continue;
            uint32 prefix = _prefixOf(k, d, v);
            if (known.known && (v.revision < known.revision || (v.revision == known.revision && prefix <= known.prefix))) continue;
            changed = true;
            book[v.seat] = Kept(true, v.revision, prefix, v.support, k == 2 ? v.votes : 0, known.most);
            if (k != 2) continue;
            uint256 cost = uint256(v.votes) ** 2;
            uint256 had = uint256(known.most) ** 2;
            uint256 rise = cost > had ? cost - had : 0;
            if (cost > CREDITS || credits[v.seat] + rise > CREDITS) {
                (book[v.seat].support, book[v.seat].votes) = (SILENT, 0);
            } else if (rise != 0) {
                credits[v.seat] += rise;
                book[v.seat].most = v.votes;
            }
        }
        for (uint256 p; strike && p < PEOPLE; ++p) {
            if (!book[p].known || book[p].support == SILENT || book[p].revision >= minimum[k][p]) continue;
            (book[p].support, book[p].votes, changed) = (SILENT, 0, true);
        }
    }

    function _prefixOf(uint256 k, Decision memory d, Vote memory v) private view returns (uint32) {
        (bytes32[] memory ids, uint8[] memory answers, uint16[] memory votes) = (new bytes32[](1), new uint8[](1), new uint16[](1));
        (ids[0], answers[0], votes[0]) = (daos[k].decisionId(d), v.support, v.votes);
        return uint32(uint256(_digestOf(v.seat, v.revision, ids, answers, votes)) >> 224);
    }

    /// @return due Why a record is refused, 0 when it is made; `immediate` when it is executed with it.
    function _judgeRecord(uint256 k, Decision memory d, Kept[6] memory book) internal view returns (bytes4 due, bool immediate) {
        Sum memory t = _sum(k, d, book);
        if (!_passes(k, t)) return (IDaoRecords.Records_NotPassing.selector, false);
        bool decisive = _isDecisive(k, t);
        if (decisive && (rulings[k].gracePeriod == 0 || t.unanimous)) {
            if (k != 2) return (IDaoRecords.Records_EnactInstead.selector, false);
            immediate = true;
        } else {
            if (!decisive && block.timestamp <= d.closesAt) return (IDaoRecords.Records_NotClosed.selector, false);
            if (block.timestamp + 2 * WINDOW + rulings[k].gracePeriod > d.expiresAt) return (IDaoRecords.Records_CannotFinish.selector, false);
        }
        if (executions[k][d.slot] != 0) return (IDao.Dao_AlreadySpent.selector, false);
        if (isRecorded[k][d.slot]) return (IDaoRecords.Records_AlreadyRecorded.selector, false);
    }

    function _executableFrom(uint256 k, Page memory page) internal view returns (uint256) {
        uint256 graceEnd = page.start + rulings[k].gracePeriod;
        return page.end > graceEnd ? page.end : graceEnd;
    }

    function _judgeExecution(uint256 k, Page memory page) internal view returns (bytes4) {
        if (!page.recorded) return IDaoRecords.Records_NotRecorded.selector;
        if (block.timestamp < _executableFrom(k, page)) return IDaoRecords.Records_TooEarly.selector;
        if (!_passes(k, _sum(k, page.d, kept[daos[k].decisionId(page.d)]))) return IDaoRecords.Records_Rejected.selector;
        if (executions[k][page.d.slot] != 0) return IDao.Dao_AlreadySpent.selector;
        if (block.timestamp > page.d.expiresAt) return IDao.Dao_Expired.selector;
        return 0;
    }
}
