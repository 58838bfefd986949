package io.rekey.identity.compatible;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract's examples would notice a difference. */
class RecordingTest {

    private static final JsonNode RECORDED = json(
            "{'id':'<id>','at':'<time>','is':null,'list':[{'epoch':2}],'say':'Not yet (<number>).','code':'<code>'}");

    @Test
    void takesAnyIdTimeCodeAndNumberInTheirPlaces() {
        assertThatCode(() -> Recording.assertSame(
                        RECORDED,
                        json("{'code':'ABCD-EF23','id':'a_1-Z','at':'2026-01-02T03:04:05.678Z','is':null,"
                                + "'list':[{'epoch':2}],'say':'Not yet (17).'}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'a b','at':'2026-01-02T03:04:05Z','is':null,'list':[{'epoch':2}],'say':'Not yet (1).','code':'A-B'}",
                "{'id':'a','at':'yesterday','is':null,'list':[{'epoch':2}],'say':'Not yet (1).','code':'A-B'}",
                "{'id':'a','at':'2026-01-02T03:04:05Z','is':1,'list':[{'epoch':2}],'say':'Not yet (1).','code':'A-B'}",
                "{'id':'a','at':'2026-01-02T03:04:05Z','is':null,'list':[{'epoch':3}],'say':'Not yet (1).','code':'A-B'}",
                "{'id':'a','at':'2026-01-02T03:04:05Z','is':null,'list':[],'say':'Not yet (1).','code':'A-B'}",
                "{'id':'a','at':'2026-01-02T03:04:05Z','is':null,'list':[{'epoch':2}],'say':'Not yet [1].','code':'A-B'}",
                "{'id':'a','at':'2026-01-02T03:04:05Z','is':null,'list':[{'epoch':2}],'say':'Not yet (1).'}",
                "{'id':'a','at':'2026-01-02T03:04:05Z','is':null,'list':[{'epoch':2,'more':1}],'say':'Not yet (1).','code':'A-B'}",
                "{'id':1,'at':'2026-01-02T03:04:05Z','is':null,'list':[{'epoch':2}],'say':'Not yet (1).','code':'A-B'}"
            })
    void noticesEverythingElse(String answer) {
        assertThatThrownBy(() -> Recording.assertSame(RECORDED, json(answer))).isInstanceOf(AssertionError.class);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
