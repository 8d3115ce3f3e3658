// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Member, RosterDelta, Rules} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Which epochs may be cited and what ballots weigh (R1, R2).
contract EpochsTest is DaoFixture {
    function _changeRoster(uint256 counter, RosterDelta[] memory deltas) private {
        _enact(_self(counter, abi.encodeCall(IDao.changeRoster, (deltas))), _mask(seats.length));
    }

    function _reputation(uint64 first) private {
        seats[0].power = first;
        Rules memory rules = plainRules();
        rules.mode = 1;
        dao = _found(rules, "Reputation");
        vm.deal(address(dao), 10 ether);
    }

    function test_R2_powerWeighsInReputationMode() public {
        _reputation(12);
        _enact(_pay(0, 1 ether), 1);
        assertEq(payee.balance, 1 ether + 1, "12 of 23 decide");
        _enactRefused(IDao.Dao_NotDecisive.selector, _pay(1, 1 ether), _mask(12) & ~uint256(1));
    }

    function test_G2_RevertWhen_weightIsUsedInTheBlockItWasGained() public {
        _reputation(1);
        _changeRoster(0, _delta(seats[0].account, true, 1000, 0));
        Decision memory d = _pay(1, 1 ether);
        assertEq(d.rosterEpoch, 1, "cites the new roster");
        _enactRefused(IDao.Dao_RosterTooYoung.selector, d, 1);
        // The old roster may be cited, but weighs what it weighed.
        d.rosterEpoch = 0;
        _enactRefused(IDao.Dao_NotDecisive.selector, d, 1);
        vm.warp(block.timestamp + 1);
        d.rosterEpoch = 1;
        _enact(d, 1);
    }

    function test_G12_RevertWhen_theRosterIsOfThisVeryBlock() public {
        _changeRoster(0, _delta(seats[0].account, false, 0, 1));
        Decision memory d = _pay(1, 1 ether);
        assertEq(d.rosterEpoch, 1, "cites the new roster");
        _enactRefused(IDao.Dao_RosterTooYoung.selector, d, _mask(12));
        vm.warp(block.timestamp + 1);
        _enact(d, _mask(7));
    }

    /// @dev A roster that was replaced in the block it was made in could be cited at once, were its own age not looked at.
    function test_R1_G12_RevertWhen_aRosterOfThisBlockIsCitedThatIsReplacedAlready() public {
        uint256 start = block.timestamp;
        _changeRoster(0, _delta(seats[0].account, false, 0, 1));
        Decision memory again = _self(1, abi.encodeCall(IDao.changeRoster, (_delta(seats[0].account, false, 0, 1))));
        again.rosterEpoch = 0;
        _enact(again, _mask(12));
        Decision memory d = _pay(2, 1 ether);
        d.rosterEpoch = 1;
        _enactRefused(IDao.Dao_RosterTooYoung.selector, d, _mask(12));
        vm.warp(start + 1);
        _enact(d, _mask(12));
    }

    function test_R1_G12_RevertWhen_theRosterIsOldOrFuture() public {
        _changeRoster(0, _delta(seats[0].account, false, 0, 1));
        vm.warp(block.timestamp + 1);
        Decision memory d = _pay(1, 1 ether);
        d.rosterEpoch = 2;
        _enactRefused(IDao.Dao_UnknownRoster.selector, d, _mask(12));
        d.rosterEpoch = 0;
        vm.warp(block.timestamp + 1 days - 1);
        _enactRefused(IDao.Dao_RosterTooOld.selector, d, _mask(12));
        vm.warp(block.timestamp - 1);
        _enact(d, _mask(7));
    }

    function test_G12_votersAddedInTheSameTransactionDecideNothing() public {
        Decision[] memory ds = new Decision[](2);
        ds[0] = _self(0, abi.encodeCall(IDao.changeRoster, (_delta(address(0x1), true, 1, 1))));
        ds[1] = _pay(1, 1 ether);
        bytes memory sheets = _sheets(ds, _mask(12), 0);
        dao.enact(ds, new bytes32[](0), sheets);
        assertFalse(dao.spent(_slot(1)), "counted by a roster that is gone");
        assertEq(payee.balance, 1, "unpaid");
        // It stays enactable, with the newcomer as uncast weight.
        keys.push(0);
        (Member[] memory now_,,) = dao.presentRoster();
        delete seats;
        for (uint256 i; i < now_.length; ++i) seats.push(now_[i]);
        for (uint256 i = keys.length - 1; i > 0; --i) keys[i] = keys[i - 1];
        Decision memory later = ds[1];
        later.slot = ds[1].slot;
        bytes memory again = _sheets(_one(later), _mask(13) & ~uint256(1), 0);
        dao.enact(_one(later), new bytes32[](0), again);
        assertEq(payee.balance, 1 ether + 1, "12 of 13");
    }

    function test_R2_newcomersCountAsUncast() public {
        Decision memory d = _pay(1, 1 ether);
        RosterDelta[] memory deltas = new RosterDelta[](3);
        for (uint256 i; i < 3; ++i) deltas[i] = RosterDelta(address(uint160(0x10 + i)), 0, true, 1, 1);
        _changeRoster(0, deltas);
        vm.warp(block.timestamp + 1);
        // Seats moved up by three; the cited roster is the old one, so the three weigh nothing and still count in the total of 15.
        (Member[] memory now_,,) = dao.presentRoster();
        assertEq(now_[3].account, seats[0].account, "seat order");
        for (uint256 i; i < 3; ++i) {
            keys.push(0);
            seats.push();
        }
        for (uint256 i = 14; i > 2; --i) keys[i] = keys[i - 3];
        for (uint256 i; i < 15; ++i) seats[i] = now_[i];
        _enactRefused(IDao.Dao_NotDecisive.selector, d, 0x7f << 3);
        bytes memory sheets = _sheets(_one(d), 0xff << 3, 0);
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "eight of fifteen");
    }

    function test_R2_loweredPowerCountsAtOnceForOldDecisions() public {
        _reputation(12);
        Decision memory d = _pay(1, 1 ether);
        _changeRoster(0, _delta(seats[0].account, true, 1, 0));
        vm.warp(block.timestamp + 1);
        _enactRefused(IDao.Dao_NotDecisive.selector, d, 1);
        _enact(d, _mask(7));
    }

    function test_G3_RevertWhen_rulesChangedSinceTheDecision() public {
        Decision memory d = _pay(1, 1 ether);
        Rules memory rules = plainRules();
        rules.thresholdBps = 9000;
        _enact(_self(0, abi.encodeCall(IDao.setRules, (rules))), _mask(7));
        _enactRefused(IDao.Dao_StaleRules.selector, d, _mask(12));
        d.rulesEpoch = 1;
        _enactRefused(IDao.Dao_NotDecisive.selector, d, _mask(10));
        _enact(d, _mask(11));
    }

    function test_R3_quorumCountsEverybodyWhoTookPart() public {
        Rules memory rules = plainRules();
        rules.quorumBps = 7500;
        dao = _found(rules, "Quorum");
        vm.deal(address(dao), 10 ether);
        Decision memory d = _pay(0, 1 ether);
        _enactRefused(IDao.Dao_NotDecisive.selector, d, _mask(7));
        bytes memory sheets = _sheets(_one(d), _mask(7), 3 << 7);
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "nine took part");
    }

    /// @dev An abstention can become an Against by a later revision that the submitter leaves out.
    function test_G1_abstentionsDoNotMakeItDecisive() public {
        Decision memory d = _pay(0, 1 ether);
        Sheet[] memory sheets = new Sheet[](12);
        for (uint256 i; i < 12; ++i) sheets[i] = _sheet(i, 0, _ids(_one(d)), i < 6 ? 1 : 2);
        bytes memory packed = _pack(sheets);
        _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), packed);
    }

    function test_R3_graceWantsEveryHolder() public {
        Rules memory rules = plainRules();
        rules.gracePeriod = 1 hours;
        dao = _found(rules, "Grace");
        vm.deal(address(dao), 12 ether);
        Decision memory d = _pay(0, 1 ether);
        _enactRefused(IDao.Dao_NotUnanimous.selector, d, _mask(11));
        vm.prank(seats[11].account);
        dao.ragequit(100, new address[](0), address(0));
        _enact(d, _mask(11));
        assertEq(payee.balance, 1 ether + 1, "all who hold anything");
    }

    /// @dev Without their vote, the removed still own shares, so the rest is not everybody.
    function test_G14_removedMembersStillHaveToSignUnderGrace() public {
        Rules memory rules = plainRules();
        rules.gracePeriod = 1 hours;
        dao = _found(rules, "Grace");
        vm.deal(address(dao), 12 ether);
        _changeRoster(0, _delta(seats[11].account, true, 0, 0));
        vm.warp(block.timestamp + 1 hours);
        _enactRefused(IDao.Dao_NotUnanimous.selector, _pay(1, 1 ether), _mask(11));
        _enact(_pay(1, 1 ether), _mask(12));
    }
}
