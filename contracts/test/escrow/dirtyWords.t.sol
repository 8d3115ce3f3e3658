// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBountyEscrow} from "../../src/interfaces/IBountyEscrow.sol";
import {Agreement} from "../../src/types/Bounties.sol";
import {EscrowFixture} from "../base/EscrowFixture.sol";

/// @notice Words that hold more than their type (R31). An id is hashed from the words as they stand, and whatever reads the field later, an objection above all,
/// refuses them for ever: so nothing may be funded by them.
contract DirtyWordsTest is EscrowFixture {
    uint256 private constant WORDS = 13;

    /// @param body A call of the escrow whose first argument is the agreement.
    function _dirty(bytes memory body, uint256 word) private pure returns (bytes memory) {
        body[4 + 32 * word] = 0x01;
        return body;
    }

    function _idOfDirty(Agreement memory a, uint256 word) private view returns (bytes32) {
        (, bytes memory answer) = address(escrow).staticcall(_dirty(abi.encodeCall(IBountyEscrow.idOf, (a)), word));
        return abi.decode(answer, (bytes32));
    }

    /// @dev termsHash, parent and nonce are whole words: any of them is another agreement and no worse one.
    function test_R31_E6_RevertWhen_aWordHoldsMoreThanItsType() public {
        for (uint256 word; word < WORDS; ++word) {
            Agreement memory a = _agreement(100 ether);
            bytes memory signature = _signBy(HUNTER, _idOfDirty(a, word));
            bytes memory body = _dirty(abi.encodeCall(IBountyEscrow.fund, (a, signature)), word);
            vm.prank(issuer);
            (bool funded,) = address(escrow).call{value: 100 ether}(body);
            assertTrue(funded == (word == 4 || word == 10 || word == 12), "funded by a dirty word");
        }
    }
}
