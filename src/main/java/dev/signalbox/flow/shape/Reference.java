package dev.signalbox.flow.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A shape as a page to read, in Markdown: a section for each mapping and each kind of list of
/// steps, in the order in which they are met from the top, and at the end the forms of texts.
public final class Reference {

  private final Map<String, String> sections = new LinkedHashMap<>();
  private final Map<String, String> forms = new LinkedHashMap<>();

  private Reference() {}

  public static String of(Shape<?> shape) {
    var reference = new Reference();
    reference.visit(shape);
    String forms =
        reference.forms.entrySet().stream()
            .map(form -> row(capital(form.getKey()), form.getValue()))
            .collect(Collectors.joining());
    return String.join("\n", reference.sections.values())
        + "\n## Forms of texts\n\n| what | how it is written |\n|---|---|\n"
        + forms;
  }

  private void visit(Shape<?> shape) {
    switch (shape) {
      case MappingOf mapping -> section(mapping);
      case Words<?> words -> section(words);
      case Text<?> text -> forms.put(text.noun(), text.rule());
      case ListOf<?> list -> visit(list.entry());
      case NamedOnes<?, ?> ones -> {
        visit(ones.name());
        visit(ones.each());
      }
      case Either<?> either -> {
        visit(either.one());
        visit(either.other());
      }
      case Meaning<?, ?> meaning -> visit(meaning.of());
      case Placed<?> placed -> visit(placed.of());
      case Exactly _, Choice<?> _ -> {}
    }
  }

  private void section(MappingOf mapping) {
    List<Key<?>> keys = mapping.all();
    String rows =
        keys.stream()
                .map(key ->
                    row(
                        "`" + key.word() + "`",
                        told(key.shape()),
                        presence(mapping, key),
                        key.says()))
                .collect(Collectors.joining())
            + mapping
                .others()
                .map(others ->
                    row(
                        "`" + others.key().word() + "`",
                        told(others.ones().each()),
                        "optional, again and again",
                        others.key().says()))
                .orElse("");
    boolean isNew =
        sections.putIfAbsent(
                mapping.of(),
                heading(mapping.of())
                    + "| key | value | | what it is for |\n|---|---|---|---|\n"
                    + rows)
            == null;
    if (isNew) {
      keys.forEach(key -> visit(key.shape()));
      mapping.others().ifPresent(others -> visit(others.ones()));
    }
  }

  private void section(Words<?> words) {
    List<Word<?>> all = List.copyOf(words.words());
    String rows =
        all.stream()
            .map(word -> row("`" + word.word() + "`", value(word), word.says()))
            .collect(Collectors.joining());
    boolean isNew =
        sections.putIfAbsent(
                words.noun(),
                heading(words.noun())
                    + "| %s | value | what it does |\n|---|---|---|\n".formatted(words.kind())
                    + rows)
            == null;
    if (isNew) {
      all.forEach(word -> word.valued().ifPresent(this::visit));
    }
  }

  private static String value(Word<?> word) {
    List<String> ways = new ArrayList<>();
    word.bare().ifPresent(_ -> ways.add("none"));
    word.valued().ifPresent(shape -> ways.add(told(shape)));
    return String.join(", or ", ways);
  }

  private static String presence(MappingOf mapping, Key<?> key) {
    if (mapping.exclusive().contains(key)) {
      return "one of "
          + mapping.exclusive().stream()
              .map(one -> "`" + one.word() + "`")
              .collect(Collectors.joining(", "));
    }
    String preset = key.preset().map(written -> "default `" + written + "`").orElse("optional");
    return switch (key.presence()) {
      case Key.Presence.Required _ -> "required";
      case Key.Presence.Free _, Key.Presence.Default _ -> preset;
      case Key.Presence.Beside(String other, _) -> preset + ", beside `" + other + "`";
    };
  }

  /// A shape in a cell of a table.
  private static String told(Shape<?> shape) {
    return switch (shape) {
      case Text<?> text -> link(text.noun(), "forms-of-texts");
      case Exactly exactly -> "`" + exactly.number() + "`";
      case Choice<?> choice ->
          choice.options().stream()
              .map(option -> "`" + option.word() + "`: " + decapital(option.says()))
              .collect(Collectors.joining("<br>"));
      case ListOf<?> list ->
          list.entry() instanceof Words<?> words
              ? link(list.noun(), anchor(words.noun()))
              : plain(list.entry()) instanceof Either<?> either
                  ? list.noun() + ", each " + told(either)
                  : link(list.noun(), "forms-of-texts");
      case MappingOf mapping -> link(mapping.of(), anchor(mapping.of()));
      case NamedOnes<?, ?> ones -> ones.noun() + ": " + told(ones.each());
      case Either<?> either -> told(either.one()) + "<br>or " + told(either.other());
      case Words<?> words -> link(words.noun(), anchor(words.noun()));
      case Meaning<?, ?> meaning -> told(meaning.of());
      case Placed<?> placed -> told(placed.of());
    };
  }

  /// The shape itself, whatever is made of its meaning.
  private static Shape<?> plain(Shape<?> shape) {
    return switch (shape) {
      case Meaning<?, ?> meaning -> plain(meaning.of());
      case Placed<?> placed -> plain(placed.of());
      case Text<?> _,
          Exactly _,
          Choice<?> _,
          ListOf<?> _,
          MappingOf _,
          NamedOnes<?, ?> _,
          Either<?> _,
          Words<?> _ ->
          shape;
    };
  }

  private static String heading(String noun) {
    return "## " + coded(capital(noun)) + "\n\n";
  }

  private static String link(String text, String anchor) {
    return "[" + coded(text) + "](#" + anchor + ")";
  }

  /// Words of the language stand in quotes in a sentence, and are code on a page.
  private static String coded(String sentence) {
    return sentence.replace('\'', '`');
  }

  private static String anchor(String noun) {
    return noun.toLowerCase(Locale.ROOT).replace("'", "").replace(' ', '-');
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String decapital(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
