// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {SheetReader} from "../../src/libraries/SheetReader.sol";
import {AfterWitness} from "../../src/libraries/AfterWitness.sol";
import {Decision} from "../../src/types/Types.sol";
import {ContractMember} from "../actors/Signers.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Who counts as having signed.
contract SignaturesTest is DaoFixture {
    function _six(Decision memory d, Sheet memory extra) private view returns (Sheet[] memory sheets) {
        sheets = new Sheet[](7);
        for (uint256 i; i < 6; ++i) sheets[i] = _sheet(i, 0, _ids(_one(d)), 1);
        sheets[6] = extra;
    }

    function _refuse(Decision memory d, bytes memory packed, bytes memory error) private {
        vm.expectRevert(error);
        dao.enact(_one(d), new bytes32[](0), packed);
        assertFalse(dao.spent(d.slot), "unspent");
        assertEq(payee.balance, 1, "unpaid");
    }

    function _refuse(Decision memory d, Sheet memory last, bytes memory error) private {
        _refuse(d, _pack(_six(d, last)), error);
    }

    function _badSignature(uint256 seat) private pure returns (bytes memory) {
        return abi.encodeWithSelector(SheetReader.Sheets_BadSignature.selector, seat);
    }

    function test_C3_RevertWhen_sIsHigh() public {
        Decision memory d = _pay(0, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        (uint8 v, bytes32 r, bytes32 low) = vm.sign(keys[6], _sheetDigest(dao, seats[6].account, 0, _ids(_one(d)), s.support));
        // The twin of s does not fit 255 bits unless its top bit is clear, and then the order's half refuses it.
        s.signature = abi.encodePacked(r, (ORDER - uint256(low)) | (uint256(28 - v) << 255));
        _refuse(d, s, _badSignature(6));
    }

    function test_C3_RevertWhen_ecrecoverAnswersZero() public {
        Decision memory d = _pay(0, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        s.signature = abi.encodePacked(uint256(0), uint256(1));
        _refuse(d, s, _badSignature(6));
        s.signature = abi.encodePacked(ORDER, uint256(1));
        _refuse(d, s, _badSignature(6));
        s.signature = new bytes(64);
        _refuse(d, s, _badSignature(6));
    }

    function test_C3_RevertWhen_signatureIsInThe65ByteForm() public {
        Decision memory d = _pay(0, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        (uint8 v, bytes32 r, bytes32 low) = vm.sign(keys[6], _sheetDigest(dao, seats[6].account, 0, _ids(_one(d)), s.support));
        s.signature = abi.encodePacked(r, low, v);
        if (v == 28) return _refuse(d, s, _badSignature(6));
        // The parity is zero, so the first 64 bytes are the compact form, and the byte too many is named.
        _refuse(d, s, abi.encodeWithSelector(AfterWitness.Sheets_TrailingBytes.selector, 1));
    }

    function testFuzz_C3_anyChangedBitIsRefused(uint256 at, uint8 bit) public {
        Decision memory d = _pay(0, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        s.signature[at % 64] ^= bytes1(uint8(1) << (bit % 8));
        _refuse(d, s, _badSignature(6));
    }

    function test_C4_RevertWhen_aSeatComesTwice() public {
        Decision memory d = _pay(0, 1 ether);
        _refuse(d, _sheet(3, 0, _ids(_one(d)), 1), abi.encodeWithSelector(SheetReader.Sheets_DuplicateSeat.selector, 6));
        // Even with another content that the member signed.
        _refuse(d, _sheet(3, 1, _ids(_one(d)), 0), abi.encodeWithSelector(SheetReader.Sheets_DuplicateSeat.selector, 6));
    }

    function test_C4_RevertWhen_thereIsNoSuchSeat() public {
        Decision memory d = _pay(0, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        s.seat = 12;
        _refuse(d, s, abi.encodeWithSelector(SheetReader.Sheets_UnknownSeat.selector, 6));
    }

    function test_C4_RevertWhen_aStrangerSigns() public {
        Decision memory d = _pay(0, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        s.signature = _compact(0xBAD, _sheetDigest(dao, vm.addr(0xBAD), 0, _ids(_one(d)), s.support));
        _refuse(d, s, _badSignature(6));
    }

    function test_C4_RevertWhen_signaturesAreInAnotherOrder() public {
        Decision memory d = _pay(0, 1 ether);
        bytes32[] memory ids = _ids(_one(d));
        bytes memory packed = abi.encodePacked(
            uint8(1), uint64(0), uint8(1), uint64(3), uint8(0), uint8(1), _sheet(1, 0, ids, 1).signature, _sheet(0, 0, ids, 1).signature
        );
        _refuse(d, packed, _badSignature(0));
    }

    function test_C4_RevertWhen_aSheetAnswersTwiceOrWhatIsNotThere() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory error = abi.encodeWithSelector(SheetReader.Sheets_BadChoice.selector, 0, 1);
        _refuse(d, abi.encodePacked(uint8(1), uint64(0), uint8(2), uint64(1), uint16(1), uint16(0), new bytes(64)), error);
        _refuse(d, abi.encodePacked(uint8(1), uint64(0), uint8(2), uint64(1), uint16(1), uint16(0x101), new bytes(64)), error);
        error = abi.encodeWithSelector(SheetReader.Sheets_BadChoice.selector, 0, 0);
        _refuse(d, abi.encodePacked(uint8(1), uint64(0), uint8(1), uint64(1), uint16(3), new bytes(64)), error);
    }

    function testFuzz_C4_RevertWhen_sheetsAreCutShort(uint256 length) public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory packed = _sheets(_one(d), _mask(7), 0);
        length = bound(length, 1, packed.length - 1);
        assembly {
            mstore(packed, length)
        }
        (bool ok,) = address(dao).call(abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), packed)));
        assertFalse(ok, "refused");
        assertEq(payee.balance, 1, "unpaid");
    }

    /// @dev Whatever the bytes are, nothing moves: nobody signed.
    function testFuzz_C4_randomBytesMoveNothing(bytes memory packed) public {
        Decision memory d = _pay(0, 1 ether);
        (bool ok,) = address(dao).call(abi.encodeCall(IDao.enact, (_one(d), new bytes32[](0), packed)));
        assertFalse(ok, "refused");
        assertEq(payee.balance, 1, "unpaid");
    }

    function test_C2_RevertWhen_sheetsAreForAnotherDaoChainOrDecision() public {
        Decision memory d = _pay(0, 1 ether);
        bytes memory sheets = _sheets(_one(d), _mask(7), 0);
        IDao home = dao;
        dao = _found(plainRules(), "The same members again");
        vm.deal(address(dao), 1 ether);
        _refuse(d, sheets, _badSignature(0));
        dao = home;
        vm.chainId(5);
        _refuse(d, sheets, _badSignature(0));
        vm.chainId(31337);
        Decision memory other = d;
        other.slot = _slot(9);
        _refuse(other, sheets, _badSignature(0));
    }

    /// @dev An EIP-7702 delegation puts code at the account of a key. It changes nothing.
    function test_C7_delegatedKeyStillSignsByKeyOnly() public {
        address delegate = address(new ContractMember());
        vm.etch(seats[6].account, abi.encodePacked(hex"ef0100", delegate));
        _enact(_pay(0, 1 ether), _mask(7));
        Decision memory d = _pay(1, 1 ether);
        Sheet memory s = _sheet(6, 0, _ids(_one(d)), 1);
        s.signature = new bytes(64); // its code would say yes
        bytes memory packed = _pack(_six(d, s));
        vm.expectRevert(_badSignature(6));
        dao.enact(_one(d), new bytes32[](0), packed);
    }

    function _withContractMember() private returns (ContractMember member, uint256 seat) {
        member = new ContractMember();
        seat = _seatContract(address(member), 1);
        dao = _found(plainRules(), "Thirteen");
        vm.deal(address(dao), 10 ether);
    }

    function test_C6_contractMemberCounts() public {
        (, uint256 seat) = _withContractMember();
        uint256 six = _mask(13) & ~(1 << seat);
        for (uint256 i = 12; i > 0 && _bits(six) > 6; --i) if (i != seat) six &= ~(1 << i);
        _enactRefused(IDao.Dao_NotDecisive.selector, _pay(0, 1 ether), six);
        _enact(_pay(0, 1 ether), six | (1 << seat));
        assertEq(payee.balance, 1 ether + 1, "its ballot decided");
    }

    function _bits(uint256 mask) private pure returns (uint256 n) {
        for (; mask != 0; mask &= mask - 1) ++n;
    }

    function test_C6_failingContractMemberOnlyLosesItsBallot() public {
        (ContractMember member, uint256 seat) = _withContractMember();
        uint256 six = _mask(13) & ~(1 << seat);
        for (uint256 i = 12; i > 0 && _bits(six) > 6; --i) if (i != seat) six &= ~(1 << i);
        for (uint8 mood = 1; mood <= 5; ++mood) {
            member.set(mood, address(0));
            _enactRefused(IDao.Dao_NotDecisive.selector, _pay(0, 1 ether), six | (1 << seat));
        }
        uint256 left = gasleft();
        _enact(_pay(0, 1 ether), _mask(13));
        assertTrue(left - gasleft() < 1_500_000, "its gas is capped");
        // Two members that ask each other in circles.
        ContractMember other = new ContractMember();
        member.set(0, address(other));
        other.set(0, address(member));
        _enactRefused(IDao.Dao_NotDecisive.selector, _pay(1, 1 ether), six | (1 << seat));
        // Code that an EIP-7702 delegation put there is no contract's own.
        vm.etch(address(member), abi.encodePacked(hex"ef0100", address(new ContractMember())));
        _enactRefused(IDao.Dao_NotDecisive.selector, _pay(1, 1 ether), six | (1 << seat));
    }
}
