// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice How a DAO signs (R10): by hashes that its decisions approved.
contract IsValidSignatureTest is DaoFixture {
    bytes32 private constant HASH = keccak256("an order");

    function test_C5_approvalHoldsForThisAccountOnly() public {
        IDao twin = _found(plainRules(), "The same members");
        assertEq(bytes32(dao.isValidSignature(HASH, "")), bytes32(bytes4(0xffffffff)), "not yet");
        _enact(_self(0, abi.encodeCall(IDao.approveHash, (HASH))), _mask(7));
        assertEq(bytes32(dao.isValidSignature(HASH, "")), bytes32(bytes4(0x1626ba7e)), "approved");
        assertEq(bytes32(twin.isValidSignature(HASH, "")), bytes32(bytes4(0xffffffff)), "not for the twin");
        assertEq(bytes32(dao.isValidSignature(HASH, hex"00")), bytes32(bytes4(0xffffffff)), "only with an empty signature");
        _enact(_self(1, abi.encodeCall(IDao.recallHash, (HASH))), _mask(7));
        assertEq(bytes32(dao.isValidSignature(HASH, "")), bytes32(bytes4(0xffffffff)), "withdrawn");
    }

    /// @dev Members' ballots alone are no signature of the DAO, so no order or permit gets around decision, grace and ragequit.
    function test_G15_ballotsAreNoSignatureOfTheDao() public view {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        assertEq(bytes32(dao.isValidSignature(dao.decisionId(d), sheets)), bytes32(bytes4(0xffffffff)), "refused");
    }

    /// @dev A DAO that is a member of another votes by approving the digest of its sheet.
    function test_R10_daoIsAMemberOfADao() public {
        IDao inner = dao;
        _makeKeys(1);
        uint256 seat = _seatContract(address(inner), 1);
        IDao outer = _found(plainRules(), "Outer");
        vm.deal(address(outer), 1 ether);
        dao = outer;
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), 3, 0);
        _enactRefused(IDao.Dao_NotDecisive.selector, d, 3);
        bytes32 digest = _sheetDigest(outer, address(inner), 0, _ids(_one(d)), _sheet(seat, 0, _ids(_one(d)), 1).support);
        dao = inner;
        _makeKeys(12);
        _enact(_self(0, abi.encodeCall(IDao.approveHash, (digest))), _mask(7));
        outer.enact(_one(d), new bytes32[](0), sheets);
        assertEq(payee.balance, 1 ether + 1, "paid by the outer DAO");
    }
}
