using Clausea.Batch.Dashboard.Web;

namespace Clausea.Batch.Dashboard.Settings;

/// <summary>Tells the settings that are in force. The host knows which they are, and leaves secrets out.</summary>
public delegate Task<SettingsSheet> TellSettings(CancellationToken cancellationToken);

/// <summary>The program and its settings.</summary>
public sealed record SettingsSheet(IReadOnlyList<SettingFact> Facts, IReadOnlyList<SettingsSection> Sections);

/// <summary>Something that holds for the whole program, such as its version.</summary>
public sealed record SettingFact(string Name, string Value);

public sealed record SettingsSection(string Name, IReadOnlyList<SettingRow> Settings);

/// <summary>A setting; <paramref name="Source"/> says where it was set.</summary>
public sealed record SettingRow(string Key, string Value, string Source);

/// <summary>All that the page of settings shows; no sheet when the host tells none.</summary>
public sealed record SettingsView(SettingsSheet? Sheet);

/// <summary>What the program runs with.</summary>
internal sealed class SettingsDesk(TellSettings? tell = null)
{
    public async Task<Answer> ShowAsync(PageRequest request) =>
        Answer.Page<SettingsPage>("Settings", new SettingsView(tell is null ? null : await tell(request.Aborted)));
}
