// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision} from "../../src/types/Types.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice What may be on an agenda: at least one decision to enact, at most 255 in all, none twice.
contract AgendaTest is DaoFixture {
    function _others(uint256 count) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            ids[i] = keccak256(abi.encode("another decision", i));
        }
    }

    function test_RevertWhen_nothingIsToBeEnacted() public {
        bytes memory sheets = _sheets(_one(_pay(0, 1 ether)), _mask(7), 0);
        for (uint256 others; others < 2; ++others) {
            vm.expectRevert(IDao.Dao_NothingToEnact.selector);
            dao.enact(new Decision[](0), _others(others), sheets);
        }
    }

    function test_R3_anAgendaOf255IsRead() public {
        Decision[] memory ds = _one(_pay(0, 1 ether));
        dao.enact(ds, _others(254), _sheets(ds, _mask(7), 0));
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    /// @dev What stands before the ids, their number, is none of them.
    function test_C2_anotherDecisionMayHaveAnyId() public {
        Decision[] memory ds = _one(_pay(0, 1 ether));
        bytes32[] memory others = _others(3);
        for (uint256 i; i < 3; ++i) others[i] = bytes32(i + 3);
        dao.enact(ds, others, _sheets(ds, _mask(7), 0));
        assertEq(payee.balance, 1 ether + 1, "paid");
    }

    function test_RevertWhen_theAgendaIsLonger() public {
        Decision[] memory ds = _one(_pay(0, 1 ether));
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        for (uint256 length = 256; length < 258; ++length) {
            vm.expectRevert(abi.encodeWithSelector(IDao.Dao_AgendaTooLong.selector, length));
            dao.enact(ds, _others(length - 1), sheets);
        }
        assertFalse(dao.spent(_slot(0)), "nothing is spent");
    }

    /// @dev A decision that stood there twice would be paid for by one count of its ballots.
    function test_C2_RevertWhen_oneIsThereTwice() public {
        Decision[] memory ds = new Decision[](3);
        (ds[0], ds[1], ds[2]) = (_pay(0, 1 ether), _pay(1, 1 ether), _pay(0, 1 ether));
        bytes memory sheets = _sheets(_one(ds[0]), _mask(7), 0);
        bytes memory twice = abi.encodeWithSelector(IDao.Dao_DuplicateOnAgenda.selector, dao.decisionId(ds[0]));
        vm.expectRevert(twice);
        dao.enact(ds, new bytes32[](0), sheets);
        bytes32[] memory others = _others(3);
        others[1] = dao.decisionId(ds[0]);
        vm.expectRevert(twice);
        dao.enact(_one(ds[0]), others, sheets);
        others = _others(3);
        others[2] = others[0];
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_DuplicateOnAgenda.selector, others[0]));
        dao.enact(_one(ds[0]), others, sheets);
        assertFalse(dao.spent(_slot(0)), "nothing is spent");
    }
}
