namespace Salon.Web.State;

/// <summary>What was done last, told once at the edge of the screen; it outlives the page that did it.</summary>
/// <param name="Undo">Takes it back; null when it cannot be.</param>
public sealed record Notice(string Sentence, Func<Task>? Undo);

/// <summary>The notices of one circuit. Not a source of truth.</summary>
public sealed class Notices
{
    public Notice? Current { get; private set; }

    public event EventHandler? Changed;

    public void Say(string sentence, Func<Task>? undo = null) => Set(new(sentence, undo));

    public void Clear() => Set(null);

    private void Set(Notice? notice)
    {
        Current = notice;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
