package dev.signalbox.history;

import dev.signalbox.base.Decision;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.Component;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.TagForms;
import dev.signalbox.domain.version.VersionRules;
import dev.signalbox.flow.problem.Nearest;
import dev.signalbox.port.LocalHistory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The components of a repository: those that its rules name, and else those that its tags tell of.
/// Where the tags have but one name before their versions, it is the repository's own.
final class Components {

  private static final int SHOWN = 8;

  private final LocalHistory history;
  private final VersionRules rules;
  private final Collection<String> tags;
  private final CommitId at;
  private final Map<CommitId, Folders> folders = new HashMap<>();
  private final TagForms found;
  private final List<String> together;
  private final Map<String, Component> named = new TreeMap<>();

  Components(LocalHistory history, Question question) {
    this.history = history;
    this.rules = question.rules().versions();
    this.tags = question.tags().keySet();
    this.found = TagForms.found(tags);
    this.together = question.rules().folders();
    this.at = question.at();
    question.rules().components().forEach(c -> named.put(c.name().orElseThrow(), withForms(c)));
  }

  /// @param name empty asks for the repository as a whole
  Decision<Component> of(Optional<String> name) {
    return name.map(this::named).orElseGet(this::whole);
  }

  /// All of them, in the order of their names; the repository as a whole if it has none.
  List<Component> all() {
    return names().isEmpty()
        ? List.of(everything())
        : names().stream().map(this::component).toList();
  }

  /// All of them, and the repository as a whole if it has releases of its own beside theirs.
  List<Component> allAndWhole() {
    return names().isEmpty() || found.whole().isEmpty()
        ? all()
        : Stream.concat(Stream.of(everything()), all().stream()).toList();
  }

  private Decision<Component> whole() {
    return names().isEmpty() || !found.whole().isEmpty() || rules.tag().isPresent()
        ? Decision.accept(everything())
        : Decision.refuse(
            "which-component",
            "Nothing but components is released from this repository: %s.".formatted(someNames()),
            "you: name one with --component, or ask for all of them");
  }

  /// A component with the folder it had at an earlier commit beside the one it has.
  Component alsoWhereItWas(Component component, CommitId then) {
    String name = component.name().orElseThrow();
    List<String> both = new ArrayList<>(component.folders());
    if (!named.containsKey(name) && !both.isEmpty()) {
      foldersAt(then).of(name).filter(f -> !both.contains(f)).ifPresent(both::add);
    }
    return new Component(component.name(), both, component.forms());
  }

  /// A component with the folders it had from one release to another; with those it has now if they
  /// can not be told.
  Component between(Component component, CommitId one, CommitId other) {
    if (component.name().isEmpty() || named.containsKey(component.name().get())) {
      return component;
    }
    List<String> had =
        Stream.of(other, one)
            .flatMap(commit -> foldersAt(commit).of(component.name().get()).stream())
            .distinct()
            .toList();
    return had.isEmpty() ? component : new Component(component.name(), had, component.forms());
  }

  private Folders foldersAt(CommitId commit) {
    return folders.computeIfAbsent(commit, then -> new Folders(history, then));
  }

  /// What whoever asks about the repository as a whole may have overlooked.
  Optional<String> beside(Component component) {
    return component.name().isEmpty() && !names().isEmpty()
        ? Optional.of(
            "This repository releases %s components by themselves: %s."
                .formatted(names().size(), someNames()))
        : Optional.empty();
  }

  private Component everything() {
    return new Component(Optional.empty(), together, wholeForms());
  }

  private Decision<Component> named(String name) {
    Collection<String> known = named.isEmpty() ? found.components().keySet() : named.keySet();
    Optional<String> meant =
        known.stream().filter(n -> n.equals(name) || n.endsWith("/" + name)).findFirst();
    return meant
        .map(component -> Decision.accept(component(component)))
        .orElseGet(() ->
            Decision.refuse(
                "no-such-component",
                "This repository has no component '%s'.".formatted(name)
                    + Nearest.to(name, names())
                        .map(" Did you mean '%s'?"::formatted)
                        .orElse(names().isEmpty() ? "" : " There is " + someNames() + "."),
                "you: name another, or add it under 'components'"));
  }

  private Component component(String name) {
    return Optional.ofNullable(named.get(name))
        .orElseGet(() ->
            new Component(
                Optional.of(name),
                foldersAt(at).of(name).stream().toList(),
                found.components().getOrDefault(name, List.of())));
  }

  private Collection<String> names() {
    if (!named.isEmpty()) {
      return named.keySet();
    }
    return isOneName() ? List.of() : found.components().keySet();
  }

  private boolean isOneName() {
    return found.whole().isEmpty() && found.components().size() == 1;
  }

  private String someNames() {
    List<String> names = names().stream().limit(SHOWN).toList();
    int more = names().size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and %s more".formatted(more) : "");
  }

  private Component withForms(Component component) {
    String name = component.name().orElseThrow();
    List<TagForm> forms =
        component.forms().isEmpty()
            ? found.components().getOrDefault(name, List.of(new TagForm(name + "-v", "")))
            : component.forms();
    return new Component(component.name(), component.folders(), forms);
  }

  /// The form the team wrote; where no tag has it yet, the forms of the tags there are as well.
  private List<TagForm> wholeForms() {
    List<TagForm> forms = new ArrayList<>(rules.tag().stream().toList());
    if (forms.stream().noneMatch(this::isUsed)) {
      found.whole().stream().filter(form -> !forms.contains(form)).forEach(forms::add);
      if (isOneName() && named.isEmpty()) {
        found.components().values().forEach(forms::addAll);
      }
      Stream.of(rules.scheme().usualTag(), TagForm.USUAL, TagForm.BARE)
          .filter(form -> !forms.contains(form))
          .forEach(forms::add);
    }
    return forms;
  }

  private boolean isUsed(TagForm form) {
    return tags.stream().anyMatch(tag -> form.versionIn(tag, rules.scheme()).isPresent());
  }
}
