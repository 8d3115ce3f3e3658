// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDao} from "../../src/interfaces/IDao.sol";
import {Decision} from "../../src/types/Types.sol";
import {FeeToken, SilentBlockingToken} from "../actors/Tokens.sol";
import {DaoFixture} from "../base/DaoFixture.sol";

/// @notice Paying tokens that do not behave by decision (R6).
contract TokenPaymentsTest is DaoFixture {
    function _transfer(uint256 counter, address token, address to, uint256 amount) private view returns (Decision memory) {
        return _decide(counter, _one(_call(token, 0, abi.encodeWithSignature("transfer(address,uint256)", to, amount))));
    }

    function test_C11_feeIsThePayeesAndTheTreasuryPaysWhatWasDecided() public {
        FeeToken token = new FeeToken();
        token.mint(address(dao), 1000);
        _enact(_transfer(0, address(token), payee, 500), _mask(7));
        assertEq(token.balanceOf(address(dao)), 500, "what was decided");
        assertEq(token.balanceOf(payee), 450, "less the fee");
    }

    function test_C12_tokenThatSaysNothingPaysAndABlockedPayeeHoldsNobody() public {
        SilentBlockingToken token = new SilentBlockingToken();
        token.mint(address(dao), 1000);
        token.blockAccount(address(0xB10C));
        Decision[] memory ds = new Decision[](3);
        ds[0] = _transfer(0, address(token), payee, 100);
        ds[1] = _transfer(1, address(token), address(0xB10C), 100);
        ds[2] = _transfer(2, address(token), address(0xCAFE), 100);
        dao.enact(ds, new bytes32[](0), _sheets(ds, _mask(7), 0));
        assertEq(token.balanceOf(payee), 100, "paid");
        assertEq(token.balanceOf(address(0xCAFE)), 100, "paid behind the blocked one");
        assertFalse(dao.spent(ds[1].slot), "the blocked one stays enactable");
        _enactRefusedByCall(ds[1]);
        token.blockAccount(address(0));
        _enact(ds[1], _mask(7));
        assertEq(token.balanceOf(address(0xB10C)), 100, "later");
    }

    function _enactRefusedByCall(Decision memory d) private {
        bytes memory returned = abi.encodeWithSignature("Error(string)", "blocked");
        Decision[] memory ds = _one(d);
        bytes memory sheets = _sheets(ds, _mask(7), 0);
        vm.expectRevert(abi.encodeWithSelector(IDao.Dao_CallFailed.selector, dao.decisionId(d), 0, returned));
        dao.enact(ds, new bytes32[](0), sheets);
    }
}
