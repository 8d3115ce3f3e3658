// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {RosterBlob} from "../../src/libraries/RosterBlob.sol";
import {RosterDeltas} from "../../src/libraries/RosterDeltas.sol";
import {Decision, Member, RosterDelta} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Roster changes as deltas on current balances (R7).
contract ChangeRosterTest is DaoFixture {
    uint256 private _counter;

    function _change(RosterDelta[] memory deltas) private {
        _enact(_self(_counter++, abi.encodeCall(IDao.changeRoster, (deltas))), _mask(12));
        vm.warp(block.timestamp + 1);
    }

    function _changeRefused(RosterDelta[] memory deltas, bytes memory said) private {
        Decision memory d = _self(_counter++, abi.encodeCall(IDao.changeRoster, (deltas)));
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 0, said));
        dao.enact(_one(d), new bytes32[](0), sheets);
    }

    function _find(address account) private view returns (Member memory) {
        (Member[] memory now_,,) = dao.presentRoster();
        for (uint256 i; i < now_.length; ++i) if (now_[i].account == account) return now_[i];
        revert("no seat");
    }

    function test_R7_RevertWhen_notByDecision() public {
        bytes[5] memory attempts = [
            abi.encodeCall(IDao.changeRoster, (_delta(address(1), true, 1, 1))),
            abi.encodeCall(IDao.setRules, (plainRules())),
            abi.encodeCall(IDao.approveHash, (bytes32(uint256(1)))),
            abi.encodeCall(IDao.recallHash, (bytes32(uint256(1)))),
            abi.encodeCall(IDao.updateDaoUri, ("x"))
        ];
        for (uint256 i; i < 5; ++i) {
            vm.prank(seats[0].account);
            (bool ok, bytes memory why) = address(dao).call(attempts[i]);
            assertFalse(ok, "refused");
            assertEq(bytes32(bytes4(why)), bytes32(IDao.Dao_OnlySelf.selector), "named");
        }
    }

    function test_R7_theHighestAccountJoinsAsAnyOther() public {
        address highest = address(type(uint160).max);
        RosterDelta[] memory deltas = _delta(highest, true, 2, 5);
        deltas[0].kind = 1;
        _change(deltas);
        Member memory m = _find(highest);
        assertTrue(m.power == 2 && m.shares == 5 && m.kind == 1, "as it was decided, and nothing of another seat");
    }

    function test_R7_addsRemovesAndMints() public {
        _change(_delta(address(0x11), true, 3, 50));
        assertEq(_find(address(0x11)).power, 3, "joined");
        keys.push(0);
        (Member[] memory now_,,) = dao.presentRoster();
        delete seats;
        for (uint256 i; i < 13; ++i) seats.push(now_[i]);
        for (uint256 i = 12; i > 0; --i) keys[i] = keys[i - 1];
        assertEq(now_[0].account, address(0x11), "sorted in");
        RosterDelta[] memory deltas = new RosterDelta[](2);
        deltas[0] = RosterDelta(address(0x11), 0, true, 0, 0);
        deltas[1] = RosterDelta(seats[1].account, 0, false, 9, 25);
        Decision memory d = _self(_counter++, abi.encodeCall(IDao.changeRoster, (deltas)));
        bytes memory sheets = _sheets(_one(d), _mask(13) & ~uint256(1), 0);
        dao.enact(_one(d), new bytes32[](0), sheets);
        assertEq(_find(address(0x11)).power, 0, "no vote");
        assertEq(_find(address(0x11)).shares, 50, "shares stay");
        assertEq(_find(seats[1].account).shares, 125, "minted");
        assertEq(_find(seats[1].account).power, 1, "power untouched");
        (, Member[] memory genesis) = dao.roster(0);
        assertEq(genesis.length, 12, "every epoch stays readable");
    }

    function test_R7_leaversAreDroppedAndPartsStayBurned() public {
        vm.prank(seats[0].account);
        dao.ragequit(100, new address[](0), address(0));
        vm.prank(seats[1].account);
        dao.ragequit(30, new address[](0), address(0));
        _change(_delta(seats[2].account, false, 0, 1));
        (Member[] memory now_, uint256 power, uint256 shares) = dao.presentRoster();
        assertEq(now_.length, 11, "dropped");
        assertEq(now_[0].shares, 70, "burned stays burned");
        assertEq(power, 11, "power");
        assertEq(shares, 1071, "shares");
        (,,, uint64 exited, bool anyBurned,) = dao.state();
        assertEq(exited, 0, "marks start anew");
        assertFalse(anyBurned, "marks start anew");
    }

    function test_R7_whoLeftMayComeBackAnew() public {
        vm.prank(seats[0].account);
        dao.ragequit(100, new address[](0), address(0));
        RosterDelta[] memory deltas = _delta(seats[0].account, true, 2, 5);
        _change(deltas);
        assertEq(_find(seats[0].account).shares, 5, "only what was minted");
        assertEq(_find(seats[0].account).power, 2, "only what was given");
    }

    function test_R7_RevertWhen_deltasAreNotWellFormed() public {
        RosterDelta[] memory deltas = new RosterDelta[](2);
        deltas[0] = RosterDelta(seats[1].account, 0, false, 0, 1);
        deltas[1] = RosterDelta(seats[1].account, 0, false, 0, 1);
        _changeRefused(deltas, abi.encodeWithSelector(RosterDeltas.Roster_DeltasNotSorted.selector, seats[1].account));
        deltas[1] = RosterDelta(seats[0].account, 0, false, 0, 1);
        _changeRefused(deltas, abi.encodeWithSelector(RosterDeltas.Roster_DeltasNotSorted.selector, seats[0].account));
        deltas = _delta(seats[0].account, false, 0, 1);
        deltas[0].kind = 1;
        _changeRefused(deltas, abi.encodeWithSelector(RosterDeltas.Roster_KindMismatch.selector, seats[0].account));
        _changeRefused(_delta(address(dao), true, 1, 1), abi.encodeWithSelector(RosterBlob.Roster_SelfMember.selector));
        deltas = new RosterDelta[](12);
        for (uint256 i; i < 12; ++i) deltas[i] = RosterDelta(seats[i].account, 0, true, 0, 0);
        _changeRefused(deltas, abi.encodeWithSelector(RosterBlob.Roster_NoPower.selector));
    }

    /// @dev Whatever the deltas: shares of everybody are what they were plus what was minted.
    function testFuzz_R7_nobodysSharesShrink(uint256 seed) public {
        RosterDelta[] memory deltas = new RosterDelta[](12);
        for (uint256 i; i < 12; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            deltas[i] = RosterDelta(seats[i].account, 0, i != 0 && seed & 1 != 0, uint64(seed >> 8) % 5, uint128(seed >> 128) >> 8);
        }
        _change(deltas);
        for (uint256 i; i < 12; ++i) {
            Member memory m = _find(seats[i].account);
            assertEq(m.shares, uint256(100) + deltas[i].mint, "shares");
            assertEq(m.power, deltas[i].setPower ? deltas[i].power : 1, "power");
        }
    }
}
