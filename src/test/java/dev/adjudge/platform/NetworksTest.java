package dev.adjudge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::ffff, 2001:db8:1:3:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
        "::ffff:10.0.0.7, 10.0.0.7",
        "unix socket, unix socket",
        "not:an:address, not:an:address",
    })
    void limits_count_what_one_subscriber_has(String address, String counted) {
        assertThat(Networks.of(address)).isEqualTo(counted);
    }
}
