package dev.signalbox.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessEntryTest {

  @Test
  void a_program_may_call_itself_anything() {
    assertThat(ProcessEntry.parse("42 (a) Z (b) S 1 42 42 0"))
        .isEqualTo(new ProcessEntry(42, "a) Z (b", 'S'));
  }

  @Test
  void we_ourselves_are_in_the_table() {
    assertThat(ProcessEntry.of(ProcessHandle.current().pid()))
        .hasValueSatisfying(us -> assertThat(us.zombie()).isFalse());
  }

  @Test
  void a_note_says_who_and_how_far() {
    List<String> whole =
        List.of("4711", "/data", "1795263189", "21234", "", "127.0.0.1", "1 5", "ready   ");
    assertThat(PidFile.parse(whole)).isEqualTo(new PidFile(OptionalLong.of(4711), true));
    assertThat(PidFile.parse(whole.subList(0, 7)))
        .isEqualTo(new PidFile(OptionalLong.of(4711), false));
  }

  @Test
  void a_person_working_alone_notes_a_negative_number() {
    assertThat(PidFile.parse(List.of("-4711")).pid()).hasValue(4711);
  }

  @Test
  void half_a_note_names_nobody() {
    assertThat(PidFile.parse(List.of()).pid()).isEmpty();
    assertThat(PidFile.parse(List.of("\0\0\0\0")).pid()).isEmpty();
    assertThat(PidFile.parse(List.of("0")).pid()).isEmpty();
  }
}
