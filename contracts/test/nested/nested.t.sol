// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {IDaoSignatures} from "../../src/interfaces/IDaoSignatures.sol";
import {Call, Decision, Member, Rules} from "../../src/types/Types.sol";
import {NestedFixture} from "../base/NestedFixture.sol";

/// @notice A DAO votes in another DAO by the ballots of its members, which nobody had to bring to the chain before (R10).
contract NestedTest is NestedFixture {
    function _digest(Decision memory d, uint256 level) private view returns (bytes32) {
        bytes32[] memory ids = _ids(_one(d));
        return _sheetDigest(dao, address(levels[level].dao), 0, ids, _support(ids, 1));
    }

    function _expectPaid(uint256 amount) private view {
        assertEq(payee.balance, amount + 1, "paid");
        assertEq(address(levels[0].dao).balance, 10 ether - amount, "by the outermost");
    }

    /// @dev Six people and one DAO of twelve; without the DAO there are not enough.
    function test_R10_liveBallotsDecideInTheOuterDao() public {
        _foundLevels(2, 11, plainRules());
        Decision memory d = _pay(0, 1 ether);
        _enactRefused(IDao.Dao_NotDecisive.selector, d, _people(6));
        bytes32[] memory ids = _ids(_one(d));
        bytes memory signature = _signLive(1, _digest(d, 1), 6, false);
        _enter(0);
        bytes memory sheets = _sheetsWith(ids, _people(6), address(levels[1].dao), signature);
        dao.enact(_one(d), new bytes32[](0), sheets);
        vm.snapshotGasLastCall("DaoSignatures", "enact, 6 keys and a DAO of 6 of 11 ballots");
        _expectPaid(1 ether);
    }

    /// @dev Three levels of twelve seats in one transaction, each decided by the level below.
    function test_R10_C6_threeLevelsInOneTransaction() public {
        _foundLevels(3, 11, plainRules());
        Decision memory d = _pay(0, 1 ether);
        bytes32[] memory ids = _ids(_one(d));
        // The middle one has six of twelve without the innermost.
        bytes memory shallow = _signLive(1, _digest(d, 1), 6, false);
        _enter(0);
        bytes memory sheets = _sheetsWith(ids, _people(6), address(levels[1].dao), shallow);
        _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
        sheets = _nestedSheets(_one(d), 6);
        dao.enact(_one(d), new bytes32[](0), sheets);
        vm.snapshotGasLastCall("DaoSignatures", "enact, three levels, 6 keys and a DAO each");
        _expectPaid(1 ether);
    }

    /// @dev Each seat of the middle one is a DAO of twelve, all of whose people sign: 144 ballots, which is what the gas per byte is made for.
    function test_R10_C6_aDaoOfDaosInOneTransaction() public {
        delete levels;
        IDao[] memory members = new IDao[](12);
        uint256[][] memory keysOf = new uint256[][](12);
        for (uint256 i; i < 12; ++i) {
            _makeKeys(12, i);
            (members[i], keysOf[i]) = (_found(plainRules(), "Member"), keys);
        }
        IDao middle = _foundOf(members, "Middle");
        IDao[] memory only = new IDao[](1);
        only[0] = middle;
        IDao outer = _foundOf(only, "Outer");
        vm.deal(address(outer), 1 ether);
        dao = outer;
        Decision memory d = _pay(0, 1 ether);
        bytes32[] memory ids = _ids(_one(d));
        bytes memory signature = _signByMembers(middle, members, keysOf, _sheetDigest(dao, address(middle), 0, ids, _support(ids, 1)));
        delete keys;
        delete seats;
        _seatContract(address(middle), 1);
        dao = outer;
        bytes memory sheets = _sheetsWith(ids, 0, address(middle), signature);
        dao.enact(_one(d), new bytes32[](0), sheets);
        vm.snapshotGasLastCall("DaoSignatures", "enact, a DAO of 12 DAOs of 12, 144 ballots");
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    function _foundOf(IDao[] memory members, string memory name) private returns (IDao) {
        delete keys;
        delete seats;
        for (uint256 i; i < members.length; ++i) _seatContract(address(members[i]), 1);
        return _found(plainRules(), name);
    }

    function _signByMembers(IDao middle, IDao[] memory members, uint256[][] memory keysOf, bytes32 digest)
        private
        returns (bytes memory)
    {
        dao = middle;
        Decision memory a = _approval(digest, 1);
        bytes32[] memory ids = _ids(_one(a));
        bytes memory packed = abi.encodePacked(uint8(members.length));
        for (uint256 seat; seat < members.length; ++seat) {
            address account = _nth(members, seat);
            uint256 which;
            while (address(members[which]) != account) ++which;
            bytes memory signature = _signBy(members[which], keysOf[which], _sheetDigest(middle, account, 0, ids, _support(ids, 1)));
            bytes memory group = abi.encodePacked(uint64(0), uint8(1), uint64(1 << seat), uint8(0), uint8(1));
            packed = abi.encodePacked(packed, group, uint16(signature.length), signature);
        }
        return _live(a, packed);
    }

    function _nth(IDao[] memory members, uint256 n) private pure returns (address) {
        for (uint256 i; i < members.length; ++i) {
            uint256 smaller;
            for (uint256 j; j < members.length; ++j) if (address(members[j]) < address(members[i])) ++smaller;
            if (smaller == n) return address(members[i]);
        }
        revert();
    }

    function _signBy(IDao by, uint256[] memory its, bytes32 digest) private returns (bytes memory) {
        (IDao before, uint256[] memory keysBefore) = (dao, keys);
        delete seats;
        for (uint256 i; i < its.length; ++i) {
            seats.push();
            (seats[i].account, seats[i].power) = (vm.addr(its[i]), 1);
        }
        (dao, keys) = (by, its);
        Decision memory a = _approval(digest, 2);
        bytes32[] memory ids = _ids(_one(a));
        bytes memory packed = abi.encodePacked(uint8(1), uint64(0), uint8(1), uint64(_mask(12)), uint8(0), uint8(1));
        for (uint256 i; i < 12; ++i) packed = abi.encodePacked(packed, _sheet(i, 0, ids, 1).signature);
        bytes memory signature = _live(a, packed);
        (dao, keys) = (before, keysBefore);
        return signature;
    }

    /// @dev R3: For must beat everything else of the inner DAO, whatever the others said or did not say.
    function test_R3_R10_innerBallotsMustBeDecisive() public {
        _foundLevels(2, 11, plainRules());
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        address outer = address(dao);
        IDao inner = levels[1].dao;
        assertFalse(_isValidFor(outer, inner, hash, _signLive(1, hash, 5, false)), "5 of 11");
        assertTrue(_isValidFor(outer, inner, hash, _signLive(1, hash, 6, false)), "6 of 11");
        Decision memory a = _approval(hash, 900);
        bytes memory torn = _live(a, _sheets(_one(a), 0x3f, 0x7c0));
        assertTrue(_isValidFor(outer, inner, hash, torn), "6 against 5");
        assertFalse(_isValidFor(outer, inner, hash, _live(a, _sheets(_one(a), 0x1f, 0x7e0))), "5 against 6");
        bytes memory five = _live(a, _sheets(_one(a), 0x1f, 0));
        vm.expectRevert(abi.encodeWithSelector(IDaoSignatures.Signatures_Refused.selector, inner.decisionId(a), IDao.Dao_NotDecisive.selector));
        vm.prank(outer);
        inner.isValidSignature(hash, five);
    }

    /// @dev R3: with a grace period an approval waits on the chain, unless every holder signed.
    function test_R3_R10_withGraceOnlyAllTogether() public {
        Rules memory rules = plainRules();
        rules.gracePeriod = 1 hours;
        _foundLevels(2, 11, rules);
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        (address outer, IDao inner) = (address(dao), levels[1].dao);
        assertFalse(_isValidFor(outer, inner, hash, _signLive(1, hash, 10, false)), "all but one");
        assertTrue(_isValidFor(outer, inner, hash, _signLive(1, hash, 11, false)), "all");
        // Who left holds nothing any more.
        vm.prank(seats[10].account);
        inner.ragequit(100, new address[](0), address(0));
        assertTrue(_isValidFor(outer, inner, hash, _signLive(1, hash, 10, false)), "all who are left");
        assertFalse(_isValidFor(outer, inner, hash, _signLive(1, hash, 9, false)), "all but one who is left");
    }

    /// @dev R8: what needs a record is never decided by a signature.
    function test_R8_R10_quadraticCountingSignsByApprovalsAlone() public {
        Rules memory rules = plainRules();
        (rules.mode, rules.credits) = (2, 100);
        _foundLevels(2, 11, rules);
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        address outer = address(dao);
        assertFalse(_isValidFor(outer, levels[1].dao, hash, _signLive(1, hash, 11, false)), "all");
    }

    /// @dev R2: power counts where it counts at home.
    function test_R2_R10_innerBallotsWeighByPowerAndByWhatIsLeft() public {
        Rules memory rules = plainRules();
        rules.mode = 1;
        _foundLevels(2, 11, rules);
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        (address outer, IDao inner) = (address(dao), levels[1].dao);
        bytes memory six = _signLive(1, hash, 6, false);
        assertTrue(_isValidFor(outer, inner, hash, six), "six of eleven");
        vm.prank(seats[0].account);
        inner.ragequit(100, new address[](0), address(0));
        assertFalse(_isValidFor(outer, inner, hash, six), "five of ten");
        assertTrue(_isValidFor(outer, inner, hash, _signLive(1, hash, 7, false)), "six of ten");
    }

    /// @dev R1, R2: a newcomer counts as uncast, a fresh roster cannot be cited in its very second, and an old one only so long.
    function test_R1_R2_R10_epochsAreThoseOfADecision() public {
        _foundLevels(2, 11, plainRules());
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        (address outer, IDao inner) = (address(dao), levels[1].dao);
        bytes memory before = _signLive(1, hash, 6, false);
        Decision memory heavy = _self(1, abi.encodeCall(IDao.changeRoster, (_delta(address(0xABCD), true, 1, 1))));
        _enact(heavy, _mask(7));
        assertFalse(_isValidFor(outer, inner, hash, before), "the seats are others now");
        // Six of the cited roster are not more than half of twelve: the newcomer counts as uncast.
        _sitAsNow(inner);
        Decision memory a = _approval(hash, 900);
        a.rosterEpoch = 0;
        bytes32[] memory ids = _ids(_one(a));
        uint256 old = _mask(12) & ~(1 << _seatOf(address(0xABCD)));
        assertFalse(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(ids, _low(old, 6), 0, 0))), "6 of 12");
        assertTrue(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(ids, _low(old, 7), 0, 0))), "7 of 12");
        a.rosterEpoch = 1;
        ids = _ids(_one(a));
        assertFalse(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(ids, old, 0, 0))), "a roster of this second");
        vm.warp(block.timestamp + 1);
        assertTrue(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(ids, old, 0, 0))), "a second old");
        a.rosterEpoch = 0;
        ids = _ids(_one(a));
        vm.warp(block.timestamp + 1 days);
        assertFalse(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(ids, old, 0, 0))), "replaced a voting period ago");
        a.rosterEpoch = 2;
        assertFalse(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(_ids(_one(a)), old, 0, 0))), "no such roster");
    }

    /// @dev A newcomer's key is not known.
    function _sitAsNow(IDao of_) private {
        (uint256[] memory had, uint256 n) = (keys, 0);
        dao = of_;
        (Member[] memory now_,,) = of_.presentRoster();
        delete keys;
        delete seats;
        for (uint256 i; i < now_.length; ++i) {
            seats.push(now_[i]);
            keys.push(n < had.length && vm.addr(had[n]) == now_[i].account ? had[n++] : 0);
        }
    }

    function _low(uint256 mask, uint256 n) private pure returns (uint256 low) {
        for (; n != 0; --n) {
            low |= mask & (~mask + 1);
            mask &= mask - 1;
        }
    }

    /// @dev R1: rules that changed since, and an approval that expired.
    function test_R1_R10_RevertWhen_rulesChangedOrExpired() public {
        _foundLevels(2, 11, plainRules());
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        (address outer, IDao inner) = (address(dao), levels[1].dao);
        bytes memory signature = _signLive(1, hash, 11, false);
        Decision memory a = _approval(hash, 900);
        vm.warp(a.expiresAt);
        assertTrue(_isValidFor(outer, inner, hash, signature), "in its last second");
        vm.warp(uint256(a.expiresAt) + 1);
        assertFalse(_isValidFor(outer, inner, hash, signature), "expired");
        vm.warp(uint256(a.expiresAt) - 10 days);
        Rules memory harder = plainRules();
        harder.thresholdBps = 9000;
        _enact(_self(1, abi.encodeCall(IDao.setRules, (harder))), _mask(7));
        assertFalse(_isValidFor(outer, inner, hash, signature), "of another rules epoch");
    }

    /// @dev R4: whoever takes ballots back on the chain takes them out of every signature, too.
    function test_R4_R10_revokedBallotsNoLongerSign() public {
        _foundLevels(2, 11, plainRules());
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        (address outer, IDao inner) = (address(dao), levels[1].dao);
        bytes memory signature = _signLive(1, hash, 6, false);
        assertTrue(_isValidFor(outer, inner, hash, signature), "signed");
        vm.prank(seats[2].account);
        inner.revokeBallots(1);
        assertFalse(_isValidFor(outer, inner, hash, signature), "taken back");
        Decision memory a = _approval(hash, 900);
        assertTrue(_isValidFor(outer, inner, hash, _live(a, _sheetsOf(_ids(_one(a)), _mask(7) & ~uint256(4), 0, 0))), "by another six");
        Decision memory other = _approval(hash, 901);
        assertTrue(_isValidFor(outer, inner, hash, _live(other, _sheetsOf(_ids(_one(other)), _mask(6), 0, 1))), "signed anew");
    }

    /// @dev R5, R6: of the decisions of one slot at most one ever holds, here too; and what was enacted counts without its ballots.
    function test_R5_R10_aSlotThatIsSpentOrRecordedSignsNoMore() public {
        _foundLevels(2, 11, plainRules());
        bytes32 hash = _digest(_pay(0, 1 ether), 1);
        (address outer, IDao inner) = (address(dao), levels[1].dao);
        bytes memory signature = _signLive(1, hash, 6, false);
        uint256 before = payee.balance;
        Decision memory sibling = _decide(900, new Call[](0));
        _enact(sibling, _mask(6));
        assertFalse(_isValidFor(outer, inner, hash, signature), "the slot is spent otherwise");

        Decision memory a = _approval(hash, 901);
        signature = _live(a, _sheetsOf(_ids(_one(a)), _mask(6), 0, 0));
        assertTrue(_isValidFor(outer, inner, hash, signature), "of a slot of its own");
        Decision memory beside = _decide(901, new Call[](0));
        vm.warp(uint256(beside.closesAt) + 1);
        bytes memory five = _sheets(_one(beside), _mask(5), 1 << 6);
        IDaoRecords(factory.records()).record(inner, beside, new bytes32[](0), five);
        assertFalse(_isValidFor(outer, inner, hash, signature), "the slot is recorded");

        Decision memory enacted = _approval(hash, 902);
        bytes memory live = _live(enacted, _sheetsOf(_ids(_one(enacted)), _mask(6), 0, 0));
        assertTrue(_isValidFor(outer, inner, hash, live), "not enacted");
        _enact(enacted, _mask(6));
        assertTrue(_isValidFor(outer, inner, hash, live), "enacted, and brought with its ballots all the same");
        assertTrue(_isValidFor(outer, inner, hash, ""), "enacted");
        assertTrue(_isValidFor(address(this), inner, hash, ""), "for whoever asks");
        _enact(_self(903, abi.encodeCall(IDao.recallHash, (hash))), _mask(6));
        assertFalse(_isValidFor(outer, inner, hash, live), "recalled");
        assertEq(payee.balance, before, "and nothing moved");
    }

    /// @dev R5: a record counts a member's live ballots as an enactment does.
    function test_R5_R10_recordsCountLiveBallots() public {
        _foundLevels(2, 11, plainRules());
        Decision memory d = _pay(0, 1 ether);
        bytes32[] memory ids = _ids(_one(d));
        address member = address(levels[1].dao);
        bytes memory signature = _signLive(1, _digest(d, 1), 6, false);
        _enter(0);
        // Five people and the DAO: half, so no decision at once, and the quorum is reached by the DAO.
        bytes memory sheets = _sheetsWith(ids, _people(5), member, signature);
        vm.warp(uint256(d.closesAt) + 1);
        IDaoRecords records = IDaoRecords(factory.records());
        records.record(dao, d, new bytes32[](0), sheets);
        assertEq(records.recordOf(ids[0]).support, _people(5) | (1 << _seatOf(member)), "six seats");
        vm.warp(block.timestamp + 1 hours);
        records.execute(dao, d, "");
        _expectPaid(1 ether);
    }

    /// @dev One sheet of a member answers its own DAO's business and an outer question alike.
    function test_R10_oneSheetForOwnBusinessAndTheOuterQuestion() public {
        _foundLevels(2, 11, plainRules());
        Decision memory d = _pay(0, 1 ether);
        bytes32 hash = _digest(d, 1);
        address outer = address(dao);
        _enter(1);
        Decision[] memory both = new Decision[](2);
        (both[0], both[1]) = (_approval(hash, 1), _pay(2, 1 ether));
        bytes32[] memory ids = _ids(both);
        bytes memory sheets = _sheetsOf(ids, _mask(6), 0, 0);
        bytes32[] memory others = new bytes32[](1);
        others[0] = ids[1];
        assertTrue(_isValidFor(outer, dao, hash, _live(both[0], others, sheets)), "signed");
        assertFalse(_isValidFor(outer, dao, hash, _live(both[0], sheets)), "not without what it answers");
        others[0] = ids[0];
        assertFalse(_isValidFor(outer, dao, hash, _live(both[0], others, sheets)), "nor with the question twice");
        dao.enact(both, new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "and the same sheets pay at home");
    }
}
