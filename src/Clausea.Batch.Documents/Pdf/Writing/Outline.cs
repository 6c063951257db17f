namespace Clausea.Batch.Documents.Pdf;

/// <summary>Writes bookmarks as the tree that readers show.</summary>
internal static class Outline
{
    private sealed record Node(Bookmark? Bookmark, int Number, List<Node> Children);

    /// <summary>The number of the outline's root; 0 when there are no bookmarks.</summary>
    public static int Write(PdfObjects objects, IReadOnlyList<Bookmark> bookmarks, IReadOnlyList<PageCanvas> pages, List<int> numbers)
    {
        if (bookmarks.Count == 0)
        {
            return 0;
        }

        var root = Tree(objects, bookmarks);
        objects.Set(root.Number, $"<</Type /Outlines {Ends(root)} /Count {bookmarks.Count}>>");
        WriteChildren(objects, root, bookmark => $"[{numbers[bookmark.Page]} 0 R /XYZ 0 {PdfObjects.Number(pages[bookmark.Page].Height - bookmark.Y)} null]");
        return root.Number;
    }

    private static Node Tree(PdfObjects objects, IReadOnlyList<Bookmark> bookmarks)
    {
        var root = new Node(null, objects.Reserve(), []);
        var open = new Stack<Node>([root]);
        foreach (var bookmark in bookmarks)
        {
            while (open.Peek().Bookmark?.Level >= bookmark.Level)
            {
                open.Pop();
            }

            var node = new Node(bookmark, objects.Reserve(), []);
            open.Peek().Children.Add(node);
            open.Push(node);
        }

        return root;
    }

    private static void WriteChildren(PdfObjects objects, Node parent, Func<Bookmark, string> destination)
    {
        for (var at = 0; at < parent.Children.Count; at++)
        {
            var node = parent.Children[at];
            var previous = at > 0 ? $" /Prev {parent.Children[at - 1].Number} 0 R" : string.Empty;
            var next = at + 1 < parent.Children.Count ? $" /Next {parent.Children[at + 1].Number} 0 R" : string.Empty;
            var children = node.Children.Count > 0 ? $" {Ends(node)} /Count {Below(node)}" : string.Empty;
            objects.Set(node.Number,
                $"<</Title {PdfObjects.Text(node.Bookmark!.Title)} /Parent {parent.Number} 0 R{previous}{next}{children} /Dest {destination(node.Bookmark)}>>");
            WriteChildren(objects, node, destination);
        }
    }

    private static string Ends(Node node) => $"/First {node.Children[0].Number} 0 R /Last {node.Children[^1].Number} 0 R";

    private static int Below(Node node) => node.Children.Sum(child => 1 + Below(child));
}
