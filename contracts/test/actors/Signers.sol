// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A member that is a contract, answering ERC-1271 as it is told to.
contract ContractMember {
    uint8 public mood; // 0 yes, 1 no, 2 reverts, 3 burns, 4 reverts with a bomb, 5 short answer
    address public peer;

    function set(uint8 mood_, address peer_) external {
        (mood, peer) = (mood_, peer_);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (peer != address(0)) return ContractMember(peer).isValidSignature(hash, signature);
        if (mood == 0) return 0x1626ba7e;
        if (mood == 1) return 0xffffffff;
        if (mood == 2) revert("no");
        if (mood == 3) {
            for (uint256 i;; ++i) {
                assembly {
                    mstore(0, i)
                }
            }
        }
        if (mood == 4) {
            assembly {
                revert(0, 1000000)
            }
        }
        assembly {
            mstore(0, shl(224, 0x1626ba7e))
            return(0, 4)
        }
    }
}
