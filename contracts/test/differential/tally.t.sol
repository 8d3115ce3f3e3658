// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {DaoFixture} from "../base/DaoFixture.sol";
import {NestedFixture} from "../base/NestedFixture.sol";
import {RecordFixture} from "../base/RecordFixture.sol";
import {CaseSeat, TallyCase} from "./TallyCase.sol";

/// @notice The contract against the pure rules of packages/governance: the same rosters, leavers and ballots, the same outcome.
/// @dev Each case is lived through on a DAO of its own: founded with the cited roster, changed by decisions of all, left by ragequit.
contract TallyDifferentialTest is RecordFixture, NestedFixture {
    string private constant CASES = "out/cases/tally.txt";
    /// @dev Fewer would mean that the file is not what it should be.
    uint256 private constant LEAST = 400;

    /// @dev Another DAO, which is what may ask for signatures.
    address private _outer;
    uint256[] private _keysOfAll;
    Member[] private _all;
    uint256 private _counter;
    uint256 private _recorded;
    uint256 private _notPassing;

    function setUp() public override(RecordFixture, DaoFixture) {
        super.setUp();
        _outer = address(dao);
        _makeKeys(64);
        _keysOfAll = keys;
        _all = seats;
    }

    function test_T10_R5_R10_contractAndPureRuleAgree() public {
        uint256 count;
        uint256 passed;
        uint256 notUnanimous;
        while (true) {
            string memory line = vm.readLine(CASES);
            if (bytes(line).length == 0) break;
            // In a frame of its own, whose memory is gone afterwards.
            bytes4 refusal = this.runCase(vm.parseBytes(line));
            if (refusal == 0) ++passed;
            if (refusal == IDao.Dao_NotUnanimous.selector) ++notUnanimous;
            ++count;
        }
        assertTrue(count >= LEAST, "all cases are there");
        assertTrue(_recorded > count / 30 && _notPassing > count / 30, "records are made and refused");
        assertTrue(passed > count / 10 && notUnanimous > count / 30 && passed + notUnanimous < count / 2, "every outcome occurs");
    }

    /// @return What both say: the selector of the refusal, 0 when it passes.
    function runCase(bytes calldata encoded) external returns (bytes4) {
        TallyCase memory c = abi.decode(encoded, (TallyCase));
        _live(c);
        Decision memory d = _decide(_counter++, _one(_call(payee, 1 ether, "")));
        if (c.isOlder) d.rosterEpoch = 0;
        _signToo(c);
        uint256 paid = payee.balance;
        (bool ok, bytes memory why) = address(dao).call(abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), _ballotsOf(c, d))));
        bool passed = c.refusal == 0;
        if (!ok && passed) revert NotEqual(string.concat(c.name, " passes by the pure rule"), uint32(bytes4(why)), 0);
        if (ok && !passed) revert NotEqual(string.concat(c.name, " is refused by the pure rule"), 0, uint32(c.refusal));
        if (!passed) assertEq(keccak256(why), keccak256(abi.encodeWithSelector(c.refusal, dao.decisionId(d))), c.name);
        assertEq(payee.balance - paid, passed ? 1 ether : 0, c.name);
        assertEq(address(dao).balance, passed ? 0 : 1 ether, c.name);
        assertTrue(dao.spent(d.slot) == passed, c.name);
        if (_counter % 3 == 0) _recordToo(c);
        return c.refusal;
    }

    /// @dev The same ballots as the signature of the DAO in another one, which is asked by a DAO of the same factory: good exactly when they enact (R10).
    function _signToo(TallyCase memory c) private {
        bytes32 hash = keccak256(abi.encode(_counter));
        Decision memory d = _self(_counter, abi.encodeCall(IDao.approveHash, (hash)));
        if (c.isOlder) d.rosterEpoch = 0;
        bytes memory signature = _live(d, _ballotsOf(c, d));
        assertTrue(_isValidFor(_outer, dao, hash, signature) == (c.refusal == 0), string.concat(c.name, " as a signature"));
        assertFalse(_isValidFor(address(this), dao, hash, signature), "for nobody else");
    }

    /// @dev The same ballots as a record: it is made exactly when they pass, unless enact does it at once.
    function _recordToo(TallyCase memory c) private {
        Decision memory d = _decide(_counter++, _one(_call(payee, 0, "")));
        if (c.isOlder) d.rosterEpoch = 0;
        d.closesAt = uint40(block.timestamp - 1);
        _sit(c.cited);
        Vote[] memory votes = new Vote[](c.ballots.length);
        uint256 n;
        for (uint256 i; i < votes.length; ++i) {
            if (!_isIn(c.cited, c.ballots[i].who)) continue;
            uint256 seat;
            while (c.cited[seat].who != c.ballots[i].who) ++seat;
            votes[n++] = Vote(seat, c.ballots[i].revision, c.ballots[i].support, 0);
        }
        assembly ("memory-safe") {
            mstore(votes, n)
        }
        (bool ok, bytes memory why) = address(records).call(abi.encodeCall(IDaoRecords.record, (dao, d, _none(), _votes(d, votes))));
        bool decided = !ok && bytes4(why) == IDaoRecords.Records_EnactInstead.selector;
        if (decided != (c.refusal == 0) && !(ok && c.isOlder)) revert NotEqual(string.concat(c.name, " as a record"), uint32(bytes4(why)), 0);
        if (!decided && ok != c.passes) revert NotEqual(string.concat(c.name, " passes in a record"), uint32(bytes4(why)), c.passes ? 1 : 0);
        if (!decided && !ok) assertEq(bytes32(bytes4(why)), bytes32(IDaoRecords.Records_NotPassing.selector), c.name);
        if (ok) ++_recorded;
        if (bytes4(why) == IDaoRecords.Records_NotPassing.selector) ++_notPassing;
    }

    /// @dev Brings a new DAO to where the case begins.
    function _live(TallyCase memory c) private {
        _sit(c.cited);
        dao = _found(Rules(c.mode, c.quorumBps, c.thresholdBps, 1 days, c.gracePeriod, 1 hours, 0, 0, 0), c.name);
        vm.deal(address(dao), 1 ether);
        if (c.isOlder) _moveTo(c);
        for (uint256 i; i < c.revoked.length; ++i) {
            vm.prank(_all[c.revoked[i].who].account);
            dao.revokeBallots(c.revoked[i].minRevision);
        }
        for (uint256 i; i < c.exited.length; ++i) _quit(c.exited[i]);
    }

    /// @dev Powers change and newcomers join by one decision; who has no seat in `current` leaves, and the next roster write drops them.
    function _moveTo(TallyCase memory c) private {
        RosterDelta[] memory deltas = new RosterDelta[](c.current.length);
        for (uint256 i; i < deltas.length; ++i) {
            CaseSeat memory s = c.current[i];
            deltas[i] = RosterDelta(_all[s.who].account, 0, true, s.power, _isIn(c.cited, s.who) ? 0 : 1);
        }
        _enactByAll(deltas);
        uint256 leavers;
        for (uint256 i; i < c.cited.length; ++i) if (!_isIn(c.current, c.cited[i].who)) ++leavers;
        if (leavers != 0) {
            for (uint256 i; i < c.cited.length; ++i) if (!_isIn(c.current, c.cited[i].who)) _quit(c.cited[i].who);
            vm.warp(block.timestamp + c.gracePeriod + 1);
            _sitAsWritten();
            _enactByAll(new RosterDelta[](0));
        }
        _sit(c.current);
    }

    /// @dev All who are left sign For; who left has no vote anyway and does not.
    function _enactByAll(RosterDelta[] memory deltas) private {
        (,,, uint64 exited,,) = dao.state();
        _enact(_self(_counter++, abi.encodeCall(IDao.changeRoster, (deltas))), _mask(seats.length) & ~uint256(exited));
    }

    function _quit(uint8 who) private {
        vm.prank(_all[who].account);
        dao.ragequit(1, new address[](0), address(0));
    }

    function _isIn(CaseSeat[] memory roster, uint8 who) private pure returns (bool) {
        for (uint256 i; i < roster.length; ++i) if (roster[i].who == who) return true;
        return false;
    }

    /// @dev Everybody owns one share: whatever they own, counting only asks whether they are a holder.
    function _sit(CaseSeat[] memory roster) private {
        delete seats;
        delete keys;
        for (uint256 i; i < roster.length; ++i) {
            seats.push(Member(_all[roster[i].who].account, 0, roster[i].power, 1));
            keys.push(_keysOfAll[roster[i].who]);
        }
    }

    function _sitAsWritten() private {
        (uint32 epoch,,,,,) = dao.state();
        (, Member[] memory written) = dao.roster(epoch);
        delete seats;
        delete keys;
        uint256 who;
        for (uint256 i; i < written.length; ++i) {
            while (_all[who].account != written[i].account) ++who;
            seats.push(written[i]);
            keys.push(_keysOfAll[who]);
        }
    }

    function _ballotsOf(TallyCase memory c, Decision memory d) private view returns (bytes memory) {
        bytes32[] memory ids = _ids(_one(d));
        Sheet[] memory sheets = new Sheet[](c.ballots.length);
        for (uint256 i; i < sheets.length; ++i) {
            uint256 seat;
            while (c.current[seat].who != c.ballots[i].who) ++seat;
            sheets[i] = _sheet(seat, c.ballots[i].revision, ids, c.ballots[i].support);
        }
        return _pack(sheets);
    }
}
