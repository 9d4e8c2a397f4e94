package dev.adjudge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 100})
    void leads_from_every_leaf_to_the_root(int size) {
        List<byte[]> leaves = leaves(size);
        MerkleTree tree = new MerkleTree(leaves);

        for (int i = 0; i < size; i++) {
            assertThat(climb(leaves.get(i), tree.path(i))).isEqualTo(tree.root());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void has_another_root_when_a_leaf_is_another_or_elsewhere(int size) {
        List<byte[]> leaves = leaves(size);
        byte[] root = new MerkleTree(leaves).root();

        leaves.get(size - 1)[0] ^= 1;
        assertThat(new MerkleTree(leaves).root()).isNotEqualTo(root);

        leaves.get(size - 1)[0] ^= 1;
        List<byte[]> swapped = new java.util.ArrayList<>(leaves);
        java.util.Collections.swap(swapped, 0, 1);
        assertThat(new MerkleTree(swapped).root()).isNotEqualTo(root);
    }

    private static List<byte[]> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> {
                    byte[] leaf = new byte[32];
                    leaf[31] = (byte) i;
                    return leaf;
                })
                .toList();
    }

    private static byte[] climb(byte[] leaf, List<MerkleTree.Step> path) {
        byte[] at = leaf;
        for (MerkleTree.Step step : path) {
            at = step.side().equals("left") ? MerkleTree.node(step.hash(), at) : MerkleTree.node(at, step.hash());
        }
        return at;
    }
}
