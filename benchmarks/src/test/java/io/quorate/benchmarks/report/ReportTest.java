package io.quorate.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void jsonIsWrittenAsItsRulesSay() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a \"quoted\" \\ and\nbroken");
        map.put("whole", 5.0);
        map.put("part", 1.23456);
        map.put("none", Double.NaN);
        map.put("items", List.of(1, true, "x"));
        map.put("empty", Map.of());

        assertThat(Json.of(map)).isEqualTo("""
            {
              "text": "a \\"quoted\\" \\\\ and\\u000abroken",
              "whole": 5,
              "part": 1.235,
              "none": null,
              "items": [1, true, "x"],
              "empty": {}
            }\
            """);
    }

    @Test
    void figuresKeepTheirOrderAndNames() {
        Figures figures = new Figures("one thing").with("cpu_us_per_event", 1.5).with("events", 1_000_000L);

        assertThat(figures.get("events")).isEqualTo(1e6);
        assertThat(figures.get("unknown")).isNaN();
        assertThat(figures.text()).containsSubsequence("one thing", "cpu us per event", "1.50", "1,000,000.00");
        assertThat(figures.figures().keySet()).containsExactly("title", "cpu_us_per_event", "events");
    }
}
