package dev.adjudge.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses as limits count them. */
public final class Networks {

    private static final int SUBSCRIBER_BYTES = 8;
    private static final int ALL_BYTES = 16;

    private Networks() {}

    /**
     * The address itself, or the /64 that an IPv6 address is of: that is what one subscriber gets (RFC 6177), with more addresses in
     * it than any limit.
     *
     * @param address a literal, as sockets tell it; anything else is returned as it is
     */
    public static String of(@Nullable String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? InetAddress.getByAddress(Arrays.copyOf(
                                            Arrays.copyOf(parsed.getAddress(), SUBSCRIBER_BYTES), ALL_BYTES))
                                    .getHostAddress()
                            + "/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
