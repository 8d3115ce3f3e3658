// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {IDao} from "../../src/interfaces/IDao.sol";
import {IDaoRecords} from "../../src/interfaces/IDaoRecords.sol";
import {IPowerRewards} from "../../src/interfaces/IPowerRewards.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {Call, Decision, Member} from "../../src/types/Types.sol";
import {RewardFixture} from "../base/RewardFixture.sol";

/// @notice Power as a part of a bounty's reward: promised by a decision that is signed before the work, and enacted after it (R24).
contract PowerRewardsTest is RewardFixture {
    function setUp() public override {
        super.setUp();
        _putRewards();
    }

    /// @dev The first call of a decision fails by this error of the rewards.
    function _refused(Decision memory d, bytes memory why) private {
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        bytes32 id = dao.decisionId(d);
        uint64 held = _powerOf(hunter);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, id, 0, why));
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertFalse(dao.spent(d.slot), "its slot is as it was");
        assertEq(_powerOf(hunter), held, "and the hunter's power");
    }

    /// @dev Objected to, contested, and decided by the arbiter.
    function _ruled(Agreement memory a, uint128 part) private {
        bytes32 id = escrow.idOf(a);
        vm.prank(hunter);
        escrow.contest(id, "");
        vm.prank(arbiter);
        escrow.rule(id, part);
    }

    function _notPaid(Agreement memory a, uint8 status) private view returns (bytes memory) {
        return abi.encodeWithSelector(IPowerRewards.Rewards_NotPaid.selector, escrow.idOf(a), status);
    }

    /// @dev Signed before the work, enacted after it, by whoever comes: the hunter becomes a member with power and no shares.
    function test_R24_powerIsGivenOnceTheBountyIsPaidWhole() public {
        Agreement memory a = _issue(10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        _deliver(a);
        _acceptByReviewer(a);
        (,, uint256 shares) = dao.presentRoster();
        vm.prank(stranger);
        dao.enact(_one(d), new bytes32[](0), sheets);
        vm.snapshotGasLastCall("PowerRewards", "a promise of a DAO of twelve, to a newcomer");
        (Member[] memory members, uint256 total, uint256 after_) = dao.presentRoster();
        assertEq(members.length, 13, "a seat");
        assertEq(_powerOf(hunter), 5, "with its power");
        assertEq(total, 17, "of all");
        assertEq(after_, shares, "and no shares");
        assertTrue(rewards.isGiven(escrow.idOf(a)), "marked");
    }

    function test_R24_memberKeepsWhatItHasAndGetsMore() public {
        _enact(_self(1, abi.encodeCall(IDao.changeRoster, (_delta(hunter, true, 4, 7)))), _mask(12));
        vm.warp(block.timestamp + 1);
        _seatHunter(4, 7);
        Agreement memory a = _issue(1 ether);
        Decision memory d = _promise(2, a, 4, 3);
        escrow.release(_silence(a));
        dao.enact(_one(d), new bytes32[](0), _sheets(_one(d), _mask(13), 0));
        assertEq(_powerOf(hunter), 7, "four and three");
        (Member[] memory members,,) = dao.presentRoster();
        for (uint256 i; i < members.length; ++i) if (members[i].account == hunter) assertEq(members[i].shares, 7, "its shares are its own");
    }

    /// @dev Keeps seats and keys in order.
    function _seatHunter(uint64 power, uint128 shares) private {
        uint256 seat = _seatContract(hunter, power);
        (seats[seat].kind, seats[seat].shares, keys[seat]) = (0, shares, HUNTER);
    }

    /// @dev Delivered, and nobody says anything.
    function _silence(Agreement memory a) private returns (Agreement memory) {
        _deliver(a);
        vm.warp(block.timestamp + a.reviewPeriod);
        return a;
    }

    function test_R24_1_RevertWhen_theBountyIsNotSettledYet() public {
        Agreement memory a = _agreement(address(dao), hunter, 10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        _refused(d, _notPaid(a, 0));
        bytes memory fund = abi.encodeCall(IBountyEscrow.fund, (a, _signBy(HUNTER, escrow.idOf(a))));
        _enact(_decide(2, _one(_call(address(escrow), 10 ether, fund))), _mask(12));
        _refused(d, _notPaid(a, 2));
        _deliver(a);
        _refused(d, _notPaid(a, 3));
        address member = seats[3].account;
        vm.deal(member, 1 ether);
        vm.prank(member);
        escrow.object{value: 0.2 ether}(a, "no");
        _refused(d, _notPaid(a, 4));
        _ruled(a, 10 ether);
        escrow.release(a);
        _enact(d, _mask(12));
        assertEq(_powerOf(hunter), 5, "the arbiter ruled that all of it is due");
    }

    /// @dev The review is over and nobody has released it: whoever enacts releases first.
    function test_R24_1_RevertWhen_itIsDueAndNobodyReleasedIt() public {
        Agreement memory a = _silence(_issue(1 ether));
        Decision memory d = _promise(1, a, 0, 5);
        _refused(d, _notPaid(a, 3));
        escrow.release(a);
        _enact(d, _mask(12));
        assertEq(_powerOf(hunter), 5, "given");
    }

    function test_R24_1_RevertWhen_nothingWasDeliveredAndTheMoneyWentBack() public {
        Agreement memory a = _issue(10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        vm.warp(uint256(a.deliverBy) + 1);
        escrow.refund(a);
        d.expiresAt = uint40(block.timestamp + 1 days);
        _refused(d, _notPaid(a, 5));
    }

    /// @dev The hunter alone may give all of the money back: it buys no power with that.
    function test_R24_1_G16_RevertWhen_theHunterGaveTheMoneyBack() public {
        Agreement memory a = _issue(10 ether);
        bytes32 id = escrow.idOf(a);
        vm.prank(hunter);
        escrow.settle(a, 0, type(uint40).max, "", "");
        _refused(_promise(1, a, 0, 5), _notPaid(a, 5));
        assertEq(_status(id), 5, "released, of nothing");
    }

    function test_R24_1_RevertWhen_lessThanAllWasPaid() public {
        Agreement memory a = _issue(10 ether);
        _deliver(a);
        address member = seats[3].account;
        vm.deal(member, 1 ether);
        vm.prank(member);
        escrow.object{value: 0.2 ether}(a, "no");
        _ruled(a, 10 ether - 1);
        escrow.release(a);
        _refused(_promise(1, a, 0, 5), _notPaid(a, 5));
    }

    function test_R24_1_aSplitBountyThatIsReleasedWholeCounts() public {
        Agreement memory a = _issue(10 ether);
        _split(a, 1, _tree(_only(_leaf(address(0xA11), 6 ether, "x"))));
        _deliver(a);
        _acceptByReviewer(a);
        _enact(_promise(1, a, 0, 5), _mask(12));
        assertEq(_powerOf(hunter), 5, "whoever works below");
    }

    function test_R24_2_C17_RevertWhen_powerWasGivenForThisBounty() public {
        Agreement memory a = _issue(10 ether);
        Decision memory first = _promise(1, a, 0, 5);
        Decision memory again = _promise(2, a, 5, 5);
        Decision memory twin = _promise(3, a, 0, 5);
        _acceptByReviewer(a);
        _enact(first, _mask(12));
        vm.warp(block.timestamp + 1);
        _seatHunter(5, 0);
        _refusedNow(again, abi.encodeWithSelector(IPowerRewards.Rewards_AlreadyGiven.selector, escrow.idOf(a)));
        // Where its power fell back to what it was, too.
        Decision memory back = _self(4, abi.encodeCall(IDao.changeRoster, (_delta(hunter, true, 0, 0))));
        dao.enact(_one(back), new bytes32[](0), _sheets(_one(back), _mask(13), 0));
        _makeKeys(12);
        _refused(twin, abi.encodeWithSelector(IPowerRewards.Rewards_AlreadyGiven.selector, escrow.idOf(a)));
    }

    function _refusedNow(Decision memory d, bytes memory why) private {
        bytes memory sheets = _sheets(_one(d), _mask(seats.length), 0);
        bytes32 id = dao.decisionId(d);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, id, 0, why));
        dao.enact(_one(d), new bytes32[](0), sheets);
    }

    /// @dev It sets a number: worked out from another one it would take power away, or give it twice.
    function test_R24_3_RevertWhen_theHuntersPowerChangedSince() public {
        Agreement memory a = _issue(10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        _acceptByReviewer(a);
        _enact(_self(2, abi.encodeCall(IDao.changeRoster, (_delta(hunter, true, 9, 0)))), _mask(12));
        vm.warp(block.timestamp + 1);
        _seatHunter(9, 0);
        _refusedNow(d, abi.encodeWithSelector(IPowerRewards.Rewards_PowerChanged.selector, hunter, uint64(9)));
        Decision memory anew = _promise(3, a, 9, 5);
        dao.enact(_one(anew), new bytes32[](0), _sheets(_one(anew), _mask(13), 0));
        assertEq(_powerOf(hunter), 14, "asked anew");
    }

    function test_R24_4_RevertWhen_itIsAnotherBountyOrAnotherHunter() public {
        Agreement memory a = _issue(10 ether);
        _acceptByReviewer(a);
        Agreement memory other = a;
        other.hunter = stranger;
        _refused(_promise(1, other, 0, 5), _notPaid(other, 0));
        other.hunter = hunter;
        other.termsHash = keccak256("other work");
        _refused(_promise(2, other, 0, 5), _notPaid(other, 0));
    }

    function test_R24_4_RevertWhen_theCallerIsNotTheIssuer() public {
        Agreement memory a = _agreement(1 ether);
        _fund(a);
        _accept(a);
        _refused(_promise(1, a, 0, 5), abi.encodeWithSelector(IPowerRewards.Rewards_NotIssuer.selector, address(dao)));
        Agreement memory mine = _issue(1 ether);
        _acceptByReviewer(mine);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPowerRewards.Rewards_NotIssuer.selector, stranger));
        rewards.redeem(mine, 0);
        assertFalse(rewards.isGiven(escrow.idOf(mine)), "nobody else marks it");
    }

    /// @dev A signed word is no chain: the issuer's members can take it back, and nothing of the hunter's money with it.
    function test_R24_5_RevertWhen_membersTakeThePromiseBack() public {
        Agreement memory a = _issue(10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        _acceptByReviewer(a);
        vm.prank(seats[2].account);
        dao.revokeBallots(1);
        _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
        // Or by another decision in its slot.
        _enactAs(_decide(1, new Call[](0)), 1);
        _expectRefusal(IDao.Dao_AlreadySpent.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(_powerOf(hunter), 0, "nothing was given");
        assertEq(hunter.balance, 110 ether, "and all was paid");
    }

    function _enactAs(Decision memory d, uint64 revision) private {
        dao.enact(_one(d), new bytes32[](0), _sheetsOf(_ids(_one(d)), _mask(12), 0, revision));
    }

    /// @dev G12: what was counted by a roster of long ago is asked anew.
    function test_R24_5_G12_RevertWhen_theRosterChangedLongAgo() public {
        Agreement memory a = _issue(10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        _enact(_self(2, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, true, 2, 0)))), _mask(12));
        _acceptByReviewer(a);
        vm.warp(block.timestamp + 1 days - 1);
        uint256 before = vm.snapshotState();
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(_powerOf(hunter), 5, "for a voting period it can still be enacted");
        vm.revertToState(before);
        vm.warp(block.timestamp + 1);
        _expectRefusal(IDao.Dao_RosterTooOld.selector, d);
        dao.enact(_one(d), new bytes32[](0), sheets);
    }

    /// @dev What passes with fewer is recorded, before the bounty is settled or after, and waits there for it.
    function test_R24_R5_aRecordedPromiseWaitsForTheSettlement() public {
        Agreement memory a = _issue(10 ether);
        Decision memory d = _promise(1, a, 0, 5);
        IDaoRecords records = IDaoRecords(factory.records());
        vm.warp(uint256(d.closesAt) + 1);
        records.record(dao, d, new bytes32[](0), _sheets(_one(d), _mask(6), 0));
        vm.warp(block.timestamp + 1 hours);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 0, _notPaid(a, 2)));
        records.execute(dao, d, "");
        _acceptByReviewer(a);
        records.execute(dao, d, "");
        assertEq(_powerOf(hunter), 5, "given as it was counted");
    }
}
