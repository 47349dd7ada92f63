package io.quorate.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void objectsAreLaidOutAsZooKeepersAre() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", "a\"b\\c\nd\u0001");
        fields.put("number", 1.5);
        fields.put("list", List.of(Map.of("k", 1), Map.of("k", 2)));
        fields.put("plain", List.of(1, 2));
        fields.put("none", List.of());
        fields.put("empty", Map.of());
        fields.put("error", null);

        assertThat(Json.text(fields)).isEqualTo("""
            {
              "text" : "a\\"b\\\\c\\nd\\u0001",
              "number" : 1.5,
              "list" : [ {
                "k" : 1
              }, {
                "k" : 2
              } ],
              "plain" : [ 1, 2 ],
              "none" : [ ],
              "empty" : { },
              "error" : null
            }
            """);
    }
}
