// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
import {RecordLedger} from "./RecordLedger.sol";

/// @notice Records, challenges and executes at random what members signed at random, and compares each outcome with the ledger.
contract RecordHandler is RecordLedger {
    uint256 private constant CAP = 60_000;
    uint256 private constant PRICE = 10 gwei;

    /// @dev An action succeeded although the ledger refuses it, or the other way round, or by another name.
    uint256 public differing;
    /// @dev How often the ledger expected what.
    mapping(uint8 mode => mapping(bytes4 due => uint256)) public expected;
    uint256 public executedEarly;
    uint256 public executedAgainst;
    uint256 public executedTwice;
    uint256 public enactedRecorded;
    uint256 public revisionsLowered;
    uint256 public windowsWrong;
    uint256 public refundsAboveCap;
    uint256 public movesWrong;
    uint256 public refunds;
    uint256 private _chance;

    function start() external {
        vm.warp(1_800_000_000);
        vm.fee(PRICE);
        vm.txGasPrice(PRICE);
        vm.deal(tx.origin, 1 ether);
        factory = _newFactory();
        records = IDaoRecords(factory.records());
        _makeKeys(PEOPLE);
        (seats[1].power, seats[2].power, seats[5].power) = (2, 3, 0);
        for (uint8 k; k < 3; ++k) {
            rulings[k] = Rules(k, 5000, 5000, 1 days, k == 1 ? 2 hours : 0, uint32(WINDOW), uint32(CREDITS), 0, k == 0 ? 0 : uint32(CAP));
            daos[k] = _found(rulings[k], "Records");
            vm.deal(address(daos[k]), 100 ether);
        }
    }

    function _below(uint256 n) private returns (uint256) {
        _chance = uint256(keccak256(abi.encode(_chance)));
        return _chance % n;
    }

    function wait_(uint256 time) external {
        uint256[6] memory steps = [uint256(1), 30 minutes, 1 hours - 1, 1 hours, 2 hours, 5 hours];
        vm.warp(block.timestamp + steps[time % 6]);
    }

    function propose(uint256 seed) external {
        _chance = seed;
        _propose(_below(3));
    }

    function _propose(uint256 k) private {
        dao = daos[k];
        uint256 n = pages[k].length;
        Decision memory d = _pay(n, 1 + _below(1 ether));
        // Now and then two of one slot.
        if (n != 0 && _below(2) == 0) d.slot = _page(k, n - 1).d.slot;
        d.closesAt = uint40(block.timestamp + _below(2) * 1 hours);
        d.expiresAt = uint40(uint256(d.closesAt) + (_below(3) == 0 ? _below(6) : 36) * 1 hours);
        pages[k].push();
        pages[k][n].d = abi.encode(d);
    }

    /// @dev Whatever set of ballots, in whatever revision, to a record or to make one.
    function bring(uint256 seed) external {
        _chance = seed;
        (uint256 k, uint256 j) = _pick();
        Page memory page = _page(k, j);
        Vote[] memory votes = _someVotes(k, page.recorded ? 2 : 5);
        bytes memory sheets = _votes(page.d, votes);
        if (page.recorded) _bringMore(k, j, page, votes, sheets);
        else _open(k, j, page.d, votes, sheets);
    }

    function _pick() private returns (uint256 k, uint256 j) {
        k = _below(3);
        if (pages[k].length == 0) _propose(k);
        // The newest three more often than others.
        uint256 n = pages[k].length;
        j = n > 3 && _below(3) != 0 ? n - 1 - _below(3) : _below(n);
        dao = daos[k];
    }

    function _someVotes(uint256 k, uint256 eagerness) private returns (Vote[] memory votes) {
        votes = new Vote[](PEOPLE);
        uint256 n;
        for (uint256 p; p < PEOPLE; ++p) {
            if (_below(eagerness + 1) == 0) continue;
            uint256 mood = _below(8);
            votes[n++] = Vote(p, uint64(_below(4)), mood < 4 ? 1 : mood < 6 ? 0 : 2, k != 2 ? 0 : uint16(_below(3) == 0 ? _below(12) : _below(6)));
        }
        assembly {
            mstore(votes, n)
        }
    }

    function _open(uint256 k, uint256 j, Decision memory d, Vote[] memory votes, bytes memory sheets) private {
        Kept[6] memory book;
        uint256[6] memory credits = reserved[_periodOf(d)];
        (bytes4 due, bool immediate) = _dueOf(k, d, book, credits, votes);
        immediate = immediate && due == 0;
        if (!_record(k, d, sheets, due, immediate)) return;
        isRecorded[k][d.slot] = true;
        if (k == 2) reserved[_periodOf(d)] = credits;
        if (immediate) {
            if (executions[k][d.slot]++ != 0) ++executedTwice;
            return;
        }
        Entry storage page = pages[k][j];
        (page.recorded, page.start, page.end, page.passes) = (true, block.timestamp, block.timestamp + WINDOW, true);
        _keep(dao.decisionId(d), book);
    }

    function _record(uint256 k, Decision memory d, bytes memory sheets, bytes4 due, bool immediate) private returns (bool ok) {
        bytes memory why;
        (ok, why) = _call(k, d, immediate, abi.encodeCall(IDaoRecords.record, (dao, d, _none(), sheets)));
        _compare(k, due, ok, why);
    }

    function _dueOf(uint256 k, Decision memory d, Kept[6] memory book, uint256[6] memory credits, Vote[] memory votes)
        private
        returns (bytes4 due, bool immediate)
    {
        if (block.timestamp > d.expiresAt) return (IDao.Dao_Expired.selector, false);
        if (k == 2 && d.closesAt + 1 days < block.timestamp) return (IDaoRecords.Records_OtherPeriod.selector, false);
        _take(k, d, book, credits, votes, false);
        // What could be cast is asked with what others reserved, so with this one's own on the books.
        uint256[6] memory before = reserved[_periodOf(d)];
        if (k == 2) reserved[_periodOf(d)] = credits;
        (due, immediate) = _judgeRecord(k, d, book);
        reserved[_periodOf(d)] = before;
    }

    function _bringMore(uint256 k, uint256 j, Page memory page, Vote[] memory votes, bytes memory sheets) private {
        bytes32 id = dao.decisionId(page.d);
        Kept[6] memory book = kept[id];
        uint256[6] memory credits = reserved[_periodOf(page.d)];
        bytes4 due = _take(k, page.d, book, credits, votes, true) ? bytes4(0) : IDaoRecords.Records_NothingNew.selector;
        if (block.timestamp >= page.end) due = IDaoRecords.Records_WindowOver.selector;
        if (!_challenge(k, page.d, sheets, due)) return;
        for (uint256 p; p < PEOPLE; ++p) if (book[p].revision < kept[id][p].revision) ++revisionsLowered;
        if (k == 2) reserved[_periodOf(page.d)] = credits;
        _keep(id, book);
        _turn(k, j, page, book);
    }

    function _challenge(uint256 k, Decision memory d, bytes memory sheets, bytes4 due) private returns (bool ok) {
        bytes memory why;
        (ok, why) = _call(k, d, false, abi.encodeCall(IDaoRecords.challenge, (dao, d, _none(), sheets)));
        _compare(k, due, ok, why);
    }

    function _turn(uint256 k, uint256 j, Page memory page, Kept[6] memory book) private {
        bool passes = _passes(k, _sum(k, page.d, book));
        if (passes == page.passes) return;
        uint256 end = block.timestamp + WINDOW;
        if (end > page.start + 2 * WINDOW) end = page.start + 2 * WINDOW;
        if (end < page.end) ++windowsWrong;
        (pages[k][j].passes, pages[k][j].end) = (passes, end);
    }

    function _keep(bytes32 id, Kept[6] memory book) private {
        for (uint256 p; p < PEOPLE; ++p) kept[id][p] = book[p];
    }

    function execute(uint256 seed) external {
        _chance = seed;
        (uint256 k, uint256 j) = _pick();
        Page memory page = _page(k, j);
        bytes4 due = _judgeExecution(k, page);
        (bool ok, bytes memory why) = _call(k, page.d, due == 0, abi.encodeCall(IDaoRecords.execute, (dao, page.d, "")));
        _compare(k, due, ok, why);
        if (!ok) return;
        if (block.timestamp < page.start + WINDOW || block.timestamp < page.start + rulings[k].gracePeriod) ++executedEarly;
        if (due == IDaoRecords.Records_Rejected.selector) ++executedAgainst;
        if (executions[k][page.d.slot]++ != 0) ++executedTwice;
    }

    /// @dev What is sent to the records contract, with what it may move.
    function _call(uint256 k, Decision memory d, bool pays, bytes memory body) private returns (bool ok, bytes memory why) {
        (uint256 held, uint256 mine) = (address(dao).balance, tx.origin.balance);
        (ok, why) = address(records).call(body);
        uint256 refunded = tx.origin.balance - mine;
        if (refunded > (ok && pays ? rulings[k].refundCap : 0) * PRICE) ++refundsAboveCap;
        if (refunded != 0) ++refunds;
        if (held != address(dao).balance + refunded + (ok && pays ? d.calls[0].value : 0)) ++movesWrong;
    }

    function _compare(uint256 k, bytes4 due, bool ok, bytes memory why) private {
        ++expected[uint8(k)][due];
        if (ok != (due == 0) || (!ok && bytes4(why) != due)) ++differing;
    }

    /// @dev Everybody's For by the immediate path: a recorded slot has none.
    function enact(uint256 seed) external {
        _chance = seed;
        (uint256 k, uint256 j) = _pick();
        Decision memory d = _page(k, j).d;
        if (!isRecorded[k][d.slot]) return;
        (bool ok,) = address(dao).call(abi.encodeCall(IDao.enact, (_one(d), _none(), _sheets(_one(d), _mask(PEOPLE), 0))));
        if (ok) ++enactedRecorded;
    }

    function revoke(uint256 seed) external {
        _chance = seed;
        (uint256 k, uint256 p) = (_below(3), _below(PEOPLE));
        if (minimum[k][p] > 2 || gone[k][p]) return;
        vm.prank(seats[p].account);
        daos[k].revokeBallots(++minimum[k][p]);
    }

    function quit(uint256 seed) external {
        _chance = seed;
        (uint256 k, uint256 p) = (_below(3), _below(PEOPLE));
        uint256 present;
        for (uint256 i; i < PEOPLE; ++i) if (!gone[k][i]) ++present;
        if (gone[k][p] || present < 5) return;
        vm.prank(seats[p].account);
        daos[k].ragequit(100, new address[](0), address(0));
        gone[k][p] = true;
    }

    /// @notice Whether the contract says of every record and every credit what stands here.
    function agrees() external view returns (bool choices, bool times, bool credits) {
        (choices, times, credits) = (true, true, true);
        for (uint256 k; k < 3; ++k) {
            for (uint256 j; j < pages[k].length; ++j) {
                Page memory page = _page(k, j);
                bytes32 id = daos[k].decisionId(page.d);
                IDaoRecords.RecordView memory r = records.recordOf(id);
                uint64[4] memory masks;
                for (uint256 p; p < PEOPLE; ++p) if (kept[id][p].known) masks[kept[id][p].support] |= uint64(1 << p);
                if (r.against != masks[0] || r.support != masks[1] || r.abstain != masks[2] || r.passes != page.passes) choices = false;
                if (r.start != page.start || r.windowEnd != page.end || page.end > page.start + 2 * WINDOW) times = false;
                if (k == 2 && !_creditsAgree(page.d)) credits = false;
            }
        }
    }

    function _creditsAgree(Decision memory d) private view returns (bool) {
        for (uint256 p; p < PEOPLE; ++p) {
            uint256 held = records.reservedOf(daos[2], 0, _periodOf(d), seats[p].account);
            if (held != reserved[_periodOf(d)][p] || held > CREDITS) return false;
        }
        return true;
    }

    function theRecords() external view returns (address) {
        return address(records);
    }
}
