// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {ISpinOffs, Leaver, SpinOff, SpinOffTerms} from "../../src/interfaces/ISpinOffs.sol";
import {RosterBlob} from "../../src/libraries/RosterBlob.sol";
import {Call, Decision, Genesis, Member, Rules} from "../../src/types/Types.sol";
import {ReentrantPayee} from "../actors/Targets.sol";
import {FalseToken, PlainToken} from "../actors/Tokens.sol";
import {RecordFixture} from "../base/RecordFixture.sol";

/// @notice Members who leave together into a DAO of their own (R25). Four of twelve go, unless a test says otherwise.
contract SpinOffTest is RecordFixture {
    ISpinOffs private _spinOffs;
    PlainToken private _token;
    uint256 private _goers;

    function setUp() public override {
        super.setUp();
        _spinOffs = ISpinOffs(factory.signatures());
        _token = new PlainToken();
        _token.mint(address(dao), 1207);
        _goers = 4;
    }

    function _genesisOfNew() private view returns (Genesis memory g) {
        g = Genesis(block.chainid, bytes32(uint256(7)), "Daughter", new Member[](_goers), plainRules(), bytes32(uint256(3)));
        for (uint256 i; i < _goers; ++i) g.members[i] = seats[i];
    }

    function _terms() private view returns (SpinOffTerms memory t) {
        t.newDao = factory.predict(factory.hashGenesis(_genesisOfNew()));
        t.totalShares = 1200;
        t.tokens = new address[](2);
        t.tokens[1] = address(_token);
        t.leavers = new Leaver[](_goers);
        for (uint256 i; i < _goers; ++i) t.leavers[i] = Leaver(seats[i].account, seats[i].shares);
    }

    function _decision(SpinOffTerms memory t) private view returns (Decision memory d) {
        d = _decide(1, _one(_call(address(_spinOffs), 0, abi.encodeCall(ISpinOffs.depart, (t)))));
        d.executor = address(_spinOffs);
    }

    function _of(Decision memory d, uint256 yes, uint256 no) private view returns (SpinOff memory) {
        return SpinOff(dao, d, _none(), _sheets(_one(d), yes, no), false, "", factory, _genesisOfNew());
    }

    function _refused(bytes memory why, SpinOff memory s) private {
        uint256 held = address(dao).balance;
        vm.expectRevert(why);
        _spinOffs.spinOff(s);
        assertEq(s.genesis.members.length == 0 ? 0 : factory.predict(factory.hashGenesis(s.genesis)).code.length, 0, "nothing founded");
        assertFalse(dao.spent(s.decision.slot), "unspent");
        assertEq(address(dao).balance, held, "ETH stays");
        assertEq(_token.balanceOf(address(dao)), 1207, "tokens stay");
    }

    function test_R25_aThirdLeavesWithAThird() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(8), 0);
        vm.prank(payee); // anyone
        _spinOffs.spinOff(s);
        vm.snapshotGasLastCall("DaoSignatures", "a spin-off of 4 of 12, ETH and one token");
        IDao daughter = IDao(t.newDao);
        (Member[] memory members,, uint256 theirs) = daughter.presentRoster();
        assertEq(members.length, 4, "the four");
        assertEq(theirs, 400, "with their shares");
        (members,,) = dao.presentRoster();
        for (uint256 i; i < 12; ++i) {
            assertEq(members[i].power, i < 4 ? 0 : 1, "power");
            assertEq(members[i].shares, i < 4 ? 0 : 100, "shares");
        }
        // Money is kept to the wei, and nobody's part grew by it: each floor leaves its rest with who stays.
        assertEq(address(dao).balance + t.newDao.balance, 100 ether, "ETH kept");
        assertEq(_token.balanceOf(address(dao)) + _token.balanceOf(t.newDao), 1207, "tokens kept");
        assertTrue(t.newDao.balance <= uint256(100 ether) / 3 && t.newDao.balance + 4 > uint256(100 ether) / 3, "a third of the ETH");
        assertEq(_token.balanceOf(t.newDao), 400, "a third of the tokens, rounded down four times");
        assertTrue(dao.spent(s.decision.slot), "spent");
    }

    /// @dev Anybody sends it, and so says how much gas there is: whoever stays could keep the income of those who go.
    function test_R36_C16_whoSendsItCannotStarveTheIncomeOfThoseWhoGo() public {
        SpinOff memory s = _of(_decision(_terms()), _mask(8), 0);
        address inbox = factory.inboxOf(address(dao));
        vm.deal(inbox, 12 ether);
        uint256 refused;
        for (uint256 limit = 300_000; limit < 3_000_000; limit += 20_000) {
            (bool ok,) = address(_spinOffs).call{gas: limit}(abi.encodeCall(ISpinOffs.spinOff, (s)));
            if (!ok) {
                ++refused;
                continue;
            }
            assertEq(inbox.balance, 0, "distributed");
            assertEq(seats[0].account.balance, 1 ether, "who goes has its part of the income");
            assertTrue(refused > 3, "or was refused");
            return;
        }
        assertTrue(false, "with enough gas it passes");
    }

    /// @dev Who stays may be against it; who is to go must have said Yes itself.
    function testFuzz_R25_1_R7_onlyOwnYesTakesShares(uint256 yes, uint256 no) public {
        (yes, no) = (yes & _mask(12), no & _mask(12) & ~yes);
        SpinOff memory s = _of(_decision(_terms()), yes, no);
        uint256 n;
        for (uint256 i; i < 12; ++i) n += (yes >> i) & 1;
        bool all = yes & 15 == 15;
        if (all && n > 6) return _spinOffs.spinOff(s);
        uint256 first;
        while (yes & (1 << first) != 0) ++first;
        _refused(
            all
                ? abi.encodeWithSelector(IDao.Dao_NotDecisive.selector, dao.decisionId(s.decision))
                : abi.encodeWithSelector(ISpinOffs.SpinOffs_NoConsent.selector, seats[first].account),
            s
        );
    }

    function test_R25_1_R4_RevertWhen_aYesWasTakenBack() public {
        SpinOff memory s = _of(_decision(_terms()), _mask(12), 0);
        vm.prank(seats[2].account);
        dao.revokeBallots(1);
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_NoConsent.selector, seats[2].account), s);
    }

    function test_R25_1_C5_RevertWhen_theYesIsToAnotherDecision() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(12), 0);
        t.newDao = payee; // the sheets were for another place
        s.decision = _decision(t);
        vm.expectRevert();
        _spinOffs.spinOff(s);
        assertEq(payee.balance, 1, "nothing came");
    }

    function test_R25_2_RevertWhen_aLeaverOwnsOtherSharesThanItBringsAlong() public {
        SpinOff memory s = _of(_decision(_terms()), _mask(12), 0);
        vm.prank(seats[1].account);
        dao.ragequit(1, new address[](0), address(0));
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_SharesChanged.selector, seats[1].account), s);
        vm.prank(seats[1].account);
        dao.ragequit(99, new address[](0), address(0));
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_NoConsent.selector, seats[1].account), s);
    }

    /// @dev G6: one who stays leaves in between; what is left is divided as before.
    function test_R25_2_G6_somebodyElseLeavesMeanwhile() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(11), 0);
        address[] memory eth = new address[](1);
        vm.prank(seats[11].account);
        dao.ragequit(100, eth, address(0));
        _spinOffs.spinOff(s);
        assertTrue(t.newDao.balance <= uint256(100 ether) / 3 && t.newDao.balance + 5 > uint256(100 ether) / 3, "still a third of all");
    }

    function test_R25_2_RevertWhen_theyWereDiluted() public {
        SpinOff memory s = _of(_decision(_terms()), _mask(12), 0);
        _enact(_self(9, abi.encodeCall(IDao.changeRoster, (_delta(seats[11].account, false, 0, 5000)))), _mask(12));
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_Diluted.selector, 6200), s);
    }

    /// @dev C12: one token that does not move holds all of it, and a list without it goes on.
    function test_R25_C12_RevertWhen_aTokenDoesNotMove() public {
        FalseToken stuck = new FalseToken();
        stuck.mint(address(dao), 1200);
        SpinOffTerms memory t = _terms();
        t.tokens[1] = address(stuck);
        SpinOff memory s = _of(_decision(t), _mask(12), 0);
        vm.expectRevert();
        _spinOffs.spinOff(s);
        assertFalse(dao.spent(s.decision.slot), "unspent");
        t.tokens = new address[](1);
        s = _of(_decision(t), _mask(12), 0);
        _spinOffs.spinOff(s);
        assertEq(address(dao).balance + t.newDao.balance, 100 ether, "ETH kept");
    }

    function test_R25_3_anybodyMayHaveFoundedItBefore() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(12), 0);
        factory.deploy(_genesisOfNew());
        _spinOffs.spinOff(s);
        assertTrue(t.newDao.balance != 0, "paid");
    }

    /// @dev Whoever goes joins what is there, and sees it: its ballot can be taken back.
    function test_R25_3_whatItsMembersChangedThereBeforeHolds() public {
        SpinOffTerms memory t = _terms();
        IDao mother = dao;
        SpinOff memory s = _of(_decision(t), _mask(12), 0);
        dao = IDao(factory.deploy(_genesisOfNew()));
        _enact(_self(2, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, false, 0, 600)))), _mask(3));
        _spinOffs.spinOff(s);
        (Member[] memory members,, uint256 all) = dao.presentRoster();
        assertEq(members[3].shares, 100, "who goes along against its will");
        assertEq(all, 1000, "owns a tenth of what it brought a quarter of");
        dao = mother;
    }

    function test_R25_3_RevertWhen_theGenesisIsAnother() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(12), 0);
        s.genesis.name = "Another";
        vm.expectRevert(abi.encodeWithSelector(ISpinOffs.SpinOffs_WrongGenesis.selector, t.newDao));
        _spinOffs.spinOff(s);
    }

    function test_R25_4_RevertWhen_itIsNoSuchDecision() public {
        SpinOffTerms memory t = _terms();
        Decision memory d = _decision(t);
        d.executor = address(0);
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_NotReserved.selector), _of(d, _mask(12), 0));
        // What is not reserved cannot depart alone either.
        bytes memory why = abi.encodeWithSelector(ISpinOffs.SpinOffs_NotDeparting.selector, address(dao));
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 0, why));
        dao.enact(_one(d), _none(), sheets);
        d = _decide(1, new Call[](0));
        d.executor = address(_spinOffs);
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_NoTerms.selector), _of(d, _mask(12), 0));
        d.calls = _one(_call(payee, 1, ""));
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_NoTerms.selector), _of(d, _mask(12), 0));
        (t.leavers[0], t.leavers[1]) = (t.leavers[1], t.leavers[0]);
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_BadLeavers.selector, seats[0].account), _of(_decision(t), _mask(12), 0));
        t.leavers = new Leaver[](0);
        _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_BadLeavers.selector, address(0)), _of(_decision(t), _mask(12), 0));
    }

    function test_R25_C17_RevertWhen_itIsReplayed() public {
        SpinOff memory s = _of(_decision(_terms()), _mask(12), 0);
        _spinOffs.spinOff(s);
        vm.expectRevert(abi.encodeWithSelector(ISpinOffs.SpinOffs_NoConsent.selector, seats[0].account));
        _spinOffs.spinOff(s);
    }

    /// @dev The line behind the arguments is read of nobody else.
    function test_R25_R12_RevertWhen_anybodyElseSaysWhoLeaves() public {
        address[] memory eth = new address[](1);
        bytes memory call = abi.encodePacked(abi.encodeCall(IDao.ragequit, (100, eth, payee)), abi.encode(seats[0].account));
        vm.prank(payee);
        (bool ok, bytes memory why) = address(dao).call(call);
        assertFalse(ok, "refused");
        assertEq(keccak256(why), keccak256(abi.encodeWithSelector(IDao.Dao_NotMember.selector, payee)), "by name");
    }

    /// @dev C1: a later call of the decision comes back.
    function test_R25_C1_RevertWhen_somebodyComesBack() public {
        ReentrantPayee back = new ReentrantPayee();
        SpinOffTerms memory t = _terms();
        Decision memory d = _decision(t);
        Call[] memory calls = new Call[](2);
        (calls[0], calls[1]) = (d.calls[0], Call(address(back), 1, "", 0));
        d.calls = calls;
        SpinOff memory s = _of(d, _mask(12), 0);
        back.arm(address(_spinOffs), abi.encodeCall(ISpinOffs.spinOff, (s)));
        _spinOffs.spinOff(s);
        assertTrue(back.tried() && !back.entered(), "it tried and failed");
        assertEq(address(dao).balance + t.newDao.balance + 1, 100 ether, "once");
    }

    /// @dev R5: a decision that some were against is recorded first; the leavers' sheets then only show that they said Yes.
    function test_R25_R5_aRecordedDecisionIsExecuted() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(6), 0);
        _close(s.decision);
        _record(s.decision, _mask(6), 0, 1 << 11);
        vm.warp(block.timestamp + 1 hours + 1);
        s.recorded = true;
        _spinOffs.spinOff(s);
        assertEq(address(dao).balance + t.newDao.balance, 100 ether, "ETH kept");
        (,, uint256 left) = dao.presentRoster();
        assertEq(left, 800, "eight stay");
    }

    /// @dev R4: in a record the higher rank counts. Whose last word was counted there stays, though an older Yes of it is still around.
    function test_R29_R25_1_RevertWhen_aLeaversLastWordInTheRecordIsAnother() public {
        for (uint8 support; support < 3; support += 2) {
            uint256 before = vm.snapshotState();
            SpinOff memory s = _of(_decision(_terms()), _mask(6), 0);
            _close(s.decision);
            _record(s.decision, _mask(6), 0, 1 << 11);
            _challenge(s.decision, _vote(s.decision, 2, 2, support, 0));
            vm.warp(block.timestamp + 3 hours);
            s.recorded = true;
            _refused(abi.encodeWithSelector(ISpinOffs.SpinOffs_NoConsent.selector, seats[2].account), s);
            vm.revertToState(before);
        }
    }

    /// @dev Who was not counted in the record, and says Yes later, goes.
    function test_R29_R25_4_whoSaysYesAfterTheRecordGoes() public {
        SpinOffTerms memory t = _terms();
        SpinOff memory s = _of(_decision(t), _mask(4), 0);
        _close(s.decision);
        _record(s.decision, 0x3f0, 0, 1 << 11);
        vm.warp(block.timestamp + 1 hours + 1);
        s.recorded = true;
        _spinOffs.spinOff(s);
        assertEq(address(dao).balance + t.newDao.balance, 100 ether, "ETH kept");
        (,, uint256 left) = dao.presentRoster();
        assertEq(left, 800, "eight stay");
    }

    /// @dev S3.3: all of them at once would leave nobody; that is for members' nodes to refuse, and loses no money here.
    function testFuzz_R25_C15_moneyIsKept(uint256 goers, uint128 held, uint96 more) public {
        _goers = 1 + goers % 11;
        vm.deal(address(dao), held);
        _token.mint(address(dao), more);
        SpinOffTerms memory t = _terms();
        _spinOffs.spinOff(_of(_decision(t), _mask(12), 0));
        assertEq(address(dao).balance + t.newDao.balance, held, "ETH kept");
        assertEq(_token.balanceOf(address(dao)) + _token.balanceOf(t.newDao), 1207 + uint256(more), "tokens kept");
        assertTrue(t.newDao.balance * 12 <= uint256(held) * _goers, "never more than their part");
        assertTrue((t.newDao.balance + _goers) * 12 >= uint256(held) * _goers, "and no more than a wei for each less");
    }
}
