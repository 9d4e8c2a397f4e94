package dev.adjudge.audit;

import dev.adjudge.platform.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * One hash for many things, each of which can be shown to be among them with a few hashes. As RFC 6962 has it: an inner node
 * is SHA-256 of a 1 byte and its two children; a node without a sibling is its parent.
 */
final class MerkleTree {

    private final List<List<byte[]>> levels = new ArrayList<>();

    /** @param leaves hashes that begin with a 0 byte before they are hashed; at least one */
    MerkleTree(List<byte[]> leaves) {
        levels.add(List.copyOf(leaves));
        while (levels.get(levels.size() - 1).size() > 1) {
            List<byte[]> below = levels.get(levels.size() - 1);
            List<byte[]> level = new ArrayList<>((below.size() + 1) / 2);
            for (int i = 0; i < below.size(); i += 2) {
                level.add(i + 1 < below.size() ? node(below.get(i), below.get(i + 1)) : below.get(i));
            }
            levels.add(level);
        }
    }

    byte[] root() {
        return levels.get(levels.size() - 1).get(0);
    }

    /**
     * A step up the tree.
     *
     * @param side of the hash that is put beside what one has: {@code left} or {@code right}
     */
    record Step(String side, byte[] hash) {}

    /** How to get from a leaf to the root. */
    List<Step> path(int leaf) {
        List<Step> path = new ArrayList<>();
        int at = leaf;
        for (List<byte[]> level : levels.subList(0, levels.size() - 1)) {
            int sibling = at ^ 1;
            if (sibling < level.size()) {
                path.add(new Step(sibling < at ? "left" : "right", level.get(sibling)));
            }
            at /= 2;
        }
        return path;
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.start();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }
}
