// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision, Rules} from "../../src/types/Types.sol";
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
        assertEq(bytes32(dao.isValidSignature(HASH, hex"00")), bytes32(bytes4(0x1626ba7e)), "whatever comes with it");
        _enact(_self(1, abi.encodeCall(IDao.recallHash, (HASH))), _mask(7));
        assertEq(bytes32(dao.isValidSignature(HASH, "")), bytes32(bytes4(0xffffffff)), "withdrawn");
    }

    /// @dev Two DAOs of the same people are the members of a third; either of them decides there alone only with its three votes.
    /// @return its The seat of the second, which has them.
    function _sitTwo(IDao first, IDao second) private returns (uint256 its) {
        delete keys;
        delete seats;
        _seatContract(address(first), 1);
        _seatContract(address(second), 1);
        its = seats[0].account == address(second) ? 0 : 1;
        seats[its].power = 3;
    }

    function _approve(IDao by, uint256 counter, bytes32 hash) private {
        _makeKeys(12);
        dao = by;
        _enact(_self(counter, abi.encodeCall(IDao.approveHash, (hash))), _mask(7));
    }

    function _digestOf(IDao member, Decision memory d) private view returns (bytes32) {
        uint8[] memory answers = new uint8[](1);
        answers[0] = 1;
        return _sheetDigest(dao, address(member), 0, _ids(_one(d)), answers);
    }

    /// @dev The digest of a sheet binds the account that signs and the DAO it votes in: what one DAO approved is no ballot of its twin, and none in
    /// another DAO with the same members.
    function test_C5_sheetOfOneDaoIsNoneOfItsTwin() public {
        (IDao inner, IDao twin) = (dao, _found(plainRules(), "The same members"));
        uint256 its = _sitTwo(inner, twin);
        Rules memory byPower = plainRules();
        byPower.mode = 1;
        (IDao outer, IDao elsewhere) = (_found(byPower, "Outer"), _found(byPower, "Another one of the same members"));
        vm.deal(address(outer), 5 ether);
        vm.deal(address(elsewhere), 5 ether);
        dao = outer;
        Decision memory d = _pay(0, 1 ether);
        (bytes32 ofInner, bytes32 ofTwin) = (_digestOf(inner, d), _digestOf(twin, d));
        _approve(inner, 0, ofInner);
        _approve(twin, 0, ofInner); // the very same bytes, signed by the twin

        _sitTwo(inner, twin);
        dao = outer;
        _enactRefused(IDao.Dao_NotDecisive.selector, d, 1 << its);
        _enactRefused(IDao.Dao_NotDecisive.selector, d, 3);
        assertEq(payee.balance, 1, "unpaid");

        _approve(twin, 1, ofTwin);
        _sitTwo(inner, twin);
        dao = elsewhere;
        _enactRefused(IDao.Dao_NotDecisive.selector, _pay(0, 1 ether), 3);
        dao = outer;
        _enact(d, 1 << its);
        assertEq(payee.balance, 1 ether + 1, "paid by the twin's own ballot");
        assertEq(address(outer).balance, 4 ether, "once");
        assertEq(address(elsewhere).balance, 5 ether, "and nowhere else");
        assertEq(address(inner).balance, 100 ether, "nor by the members");
    }

    /// @dev Members' ballots alone are no signature of the DAO, so no order or permit gets around decision, grace and ragequit.
    function test_G15_ballotsAreNoSignatureOfTheDao() public view {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), _mask(12), 0);
        assertEq(bytes32(dao.isValidSignature(dao.decisionId(d), sheets)), bytes32(bytes4(0xffffffff)), "refused");
    }

    /// @dev Nobody is asked about an approval whose slot is spent: the answer is the plain no of ERC-1271, whatever was in memory.
    function test_R10_anApprovalThatIsSpentIsAPlainNo() public {
        Decision memory d = _self(3, abi.encodeCall(IDao.recallHash, (HASH)));
        _enact(d, _mask(7));
        bytes memory signature = abi.encodePacked(d.slot, new bytes(64));
        (bool ok, bytes memory answer) = address(dao).staticcall(abi.encodeCall(IDao.isValidSignature, (HASH, signature)));
        assertTrue(ok, "answered");
        assertEq(keccak256(answer), keccak256(abi.encode(bytes4(0xffffffff))), "no, and nothing else");
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
