// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Taking a Yes back on chain (R4).
contract RevokeBallotsTest is DaoFixture {
    function test_R4_revokedBallotsDoNotCount() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory seven = _sheets(_one(d), _mask(7), 0);
        vm.prank(seats[6].account);
        dao.revokeBallots(5);
        _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), seven);
        // The others' ballots are as good as before, and so is a new one of the member.
        bytes memory below = _sheetsOf(_ids(_one(d)), _mask(7), 0, 4);
        _expectRefusal(IDao.Dao_NotDecisive.selector, d);
        dao.enact(_one(d), new bytes32[](0), below);
        bytes memory renewed = _sheetsOf(_ids(_one(d)), _mask(7), 0, 5);
        dao.enact(_one(d), new bytes32[](0), renewed);
        assertEq(payee.balance, 1 ether + 1, "paid by the new ballot");
    }

    function test_R4_RevertWhen_aBadSignatureComesWhileSomebodyRevoked() public {
        vm.prank(seats[6].account);
        dao.revokeBallots(5);
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), _mask(8), 0);
        sheets[sheets.length - 1] ^= 0x01;
        (bool ok, bytes memory why) = address(dao).call(abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), sheets)));
        assertFalse(ok, "refused");
        assertEq(bytes32(bytes4(why)), bytes32(bytes4(keccak256("Sheets_BadSignature(uint256)"))), "named");
    }

    function test_R4_RevertWhen_itDoesNotRiseOrTheCallerIsNoMember() public {
        vm.prank(seats[6].account);
        dao.revokeBallots(5);
        assertEq(dao.firstRevision(seats[6].account), 5, "kept");
        vm.prank(seats[6].account);
        dao.revokeBallots(6);
        vm.snapshotGasLastCall("Dao", "revokeBallots, where some were revoked before");
        vm.prank(seats[6].account);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_RevisionNotHigher.selector, 6));
        dao.revokeBallots(6);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_NotMember.selector, address(this)));
        dao.revokeBallots(1);
    }
}
