using System.Text.Json;

namespace Salon.Web.State;

/// <summary>Knows whether what a form holds differs from what was loaded or saved last.</summary>
public sealed class FormWatch<T> where T : class
{
    private T? watched;
    private string saved = "";

    public void Begin(T model)
    {
        watched = model;
        saved = Picture(model);
    }

    /// <summary>What the form holds now is saved, or given up.</summary>
    public void Settle()
    {
        if (watched is not null) saved = Picture(watched);
    }

    public bool IsDirty => watched is not null && Picture(watched) != saved;

    private static string Picture(T model) => JsonSerializer.Serialize(model);
}
