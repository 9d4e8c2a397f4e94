package dev.adjudge.connector.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.connector.PlatformFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer with the status 200 may tell of a failure all the same. */
class GoogleFailuresTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "3,Refused",
        "7,Refused",
        "8,Busy",
        "4,Unavailable",
        "10,Unavailable",
        "13,Unavailable",
        "14,Unavailable",
        "429,Busy",
        "503,Unavailable",
        "404,Refused"
    })
    void our_only_operation_failed_when_there_is_an_error_of_it(int code, String kind) throws JsonProcessingException {
        GoogleAds.Mutated answer = json.readValue("""
                {"partialFailureError": {"code": %d, "message": "Multiple errors", "details": [{"errors": [
                    {"errorCode": {"campaignError": "CANNOT_MODIFY"}, "message": "It is removed", "location": {}}]}]},
                 "results": [{}]}""".formatted(code), GoogleAds.Mutated.class);

        assertThatThrownBy(answer::done)
                .isInstanceOf(PlatformFailure.class)
                .extracting(failure -> failure.getClass().getSimpleName())
                .isEqualTo(kind);
        assertThatThrownBy(answer::done)
                .hasMessageContaining("code " + code)
                .hasMessageContaining("CANNOT_MODIFY")
                .hasMessageContaining("It is removed");
    }

    @Test
    void it_succeeded_when_there_is_none() throws JsonProcessingException {
        GoogleAds.Mutated answer = json.readValue(
                "{\"results\": [{\"resourceName\": \"customers/1/campaigns/2\"}]}", GoogleAds.Mutated.class);

        assertThatCode(answer::done).doesNotThrowAnyException();
    }

    @Test
    void rows_that_break_off_are_not_all_rows() throws JsonProcessingException {
        GoogleAds.Batch[] stream = json.readValue(
                "[{\"results\": []}, {\"error\": {\"code\": 503, \"message\": \"unavailable\", \"status\": \"UNAVAILABLE\"}}]",
                GoogleAds.Batch[].class);

        assertThat(stream[0].rows()).isEmpty();
        assertThatThrownBy(stream[1]::rows)
                .isInstanceOf(PlatformFailure.Unavailable.class)
                .hasMessageContaining("code 503: unavailable");
    }
}
